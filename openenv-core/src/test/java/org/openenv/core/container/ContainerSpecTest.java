package org.openenv.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerSpecTest {

    @Test
    void standsAtHarmlessDefaults() {
        ContainerSpec spec = ContainerSpec.of("coding-env:latest");

        assertThat(spec.image()).isEqualTo("coding-env:latest");
        assertThat(spec.port()).isEqualTo(8000);
        assertThat(spec.hostPort()).isZero();
        assertThat(spec.pullPolicy()).isEqualTo(PullPolicy.IF_MISSING);
        assertThat(spec.name()).isNull();
        assertThat(spec.startTimeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void keepsWhatItWasGiven() {
        ContainerSpec.Builder builder =
                ContainerSpec.builder("i").env("A", "1").label("b", "2").extraHost("h", "::1");
        ContainerSpec spec = builder.command("--x").cpus(1.5).pids(64).build();
        builder.env("A", "other");

        assertThat(spec.environment()).containsExactly(Map.entry("A", "1"));
        assertThat(spec.labels()).containsEntry("b", "2");
        assertThat(spec.extraHosts()).containsEntry("h", "::1");
        assertThat(spec.command()).containsExactly("--x");
        assertThat(spec.cpus()).isEqualTo(1.5);
        assertThat(spec.pids()).isEqualTo(64);
    }

    @Test
    void namesTheValueThatMakesNoSense() {
        refuses(ContainerSpec.builder(" "), "image must be a name");
        refuses(ContainerSpec.builder("i").port(0), "port must be 1 to 65535, was '0'");
        refuses(ContainerSpec.builder("i").hostPort(70000), "hostPort must be 0 to 65535, was '70000'");
        refuses(ContainerSpec.builder("i").memoryBytes(-1), "memoryBytes must be 0 or more, was '-1'");
        refuses(ContainerSpec.builder("i").cpus(-0.5), "cpus must be 0 or more, was '-0.5'");
        refuses(ContainerSpec.builder("i").pids(-2), "pids must be 0 or more, was '-2'");
        refuses(ContainerSpec.builder("i").startTimeout(Duration.ZERO), "startTimeout must be positive, was 'PT0S'");
    }

    private static void refuses(ContainerSpec.Builder builder, String message) {
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining(message);
    }
}
