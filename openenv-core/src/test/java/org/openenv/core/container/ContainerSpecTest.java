package org.openenv.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ContainerSpecTest {

    @Test
    void standsAtHarmlessDefaults() {
        ContainerSpec spec = ContainerSpec.of("coding-env:latest");

        assertThat(spec.image()).isEqualTo("coding-env:latest");
        assertThat(spec.network().port()).isEqualTo(8000);
        assertThat(spec.network().hostPort()).isZero();
        assertThat(spec.pullPolicy()).isEqualTo(PullPolicy.IF_MISSING);
        assertThat(spec.name()).isNull();
        assertThat(spec.patience().start()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void keepsWhatItWasGiven() {
        ContainerSpec plain = ContainerSpec.of("i").withEnv("A", "1").withLabel("b", "2");
        ContainerSpec spec = plain.withNetwork(ContainerNetwork.DEFAULTS.withExtraHost("h", "::1"))
                .withCommand("--x")
                .withCpus(1.5)
                .withPids(64);
        assertThat(plain.withEnv("A", "other").process().environment()).containsEntry("A", "other");

        assertThat(spec.process().environment()).containsExactly(Map.entry("A", "1"));
        assertThat(spec.labels()).containsEntry("b", "2");
        assertThat(spec.network().extraHosts()).containsEntry("h", "::1");
        assertThat(spec.process().command()).containsExactly("--x");
        assertThat(spec.limits().cpus()).isEqualTo(1.5);
        assertThat(spec.limits().pids()).isEqualTo(64);
    }

    @Test
    void namesTheValueThatMakesNoSense() {
        refuses(() -> ContainerSpec.of(" "), "image must be a name");
        refuses(() -> ContainerSpec.of("i").withPort(0), "port must be 1 to 65535, was '0'");
        refuses(() -> ContainerSpec.of("i").withHostPort(70000), "hostPort must be 0 to 65535, was '70000'");
        refuses(() -> ContainerSpec.of("i").withMemoryBytes(-1), "memoryBytes must be 0 or more, was '-1'");
        refuses(() -> ContainerSpec.of("i").withCpus(-0.5), "cpus must be 0 or more, was '-0.5'");
        refuses(() -> ContainerSpec.of("i").withPids(-2), "pids must be 0 or more, was '-2'");
        refuses(
                () -> ContainerSpec.of("i").withStartTimeout(Duration.ZERO),
                "startTimeout must be positive, was 'PT0S'");
    }

    private static void refuses(ThrowingCallable making, String message) {
        assertThatIllegalArgumentException().isThrownBy(making).withMessageContaining(message);
    }

    @Test
    void gpusAreRefusedInASentence() {
        assertThatThrownBy(() -> ContainerSpec.of("coding-env:latest").withGpus("all"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("docker run --gpus all -p 8000:8000 coding-env:latest");
    }
}
