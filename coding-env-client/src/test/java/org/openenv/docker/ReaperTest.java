package org.openenv.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openenv.core.container.ContainerSpec;
import org.openenv.core.testing.Eventually;

@Tag("docker")
class ReaperTest {

    private static final Map<String, String> ABANDONED = Map.of("test", "abandoned");

    private final DockerEngine engine = DockerEngine.at(null);

    @AfterEach
    void noContainerIsLeft() {
        Images.withLabels(ABANDONED).forEach(id -> DockerContainer.forceRemove(engine, id));
        assertThat(Images.containersLeft()).isEmpty();
    }

    /** A program that starts a container, prints that it has, and ends as its argument says. */
    static final class Abandoner {

        private Abandoner() {}

        public static void main(String[] args) {
            var container = new DockerContainerProvider()
                    .start(ContainerSpec.of(Images.SHELL)
                            .withCommand("sleep", "600")
                            .withLabel("test", "abandoned"));
            System.out.println(container.id());
            if (args[0].equals("halt")) {
                Runtime.getRuntime().halt(0);
            }
            System.exit(0);
        }
    }

    private static void abandon(String how) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Abandoner.class.getName(),
                        how)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aJvmThatEndsRegularlyLeavesNone() throws IOException, InterruptedException {
        abandon("exit");

        assertThat(Images.withLabels(ABANDONED)).isEmpty();
    }

    @Test
    void aJvmThatDiesLeavesNoneAfterTheNextStart() throws IOException, InterruptedException {
        abandon("halt");
        assertThat(Images.withLabels(ABANDONED)).hasSize(1);

        new DockerContainerProvider()
                .start(ContainerSpec.of(Images.SHELL).withCommand("sleep", "600"))
                .close();

        Eventually.await(
                "the orphan is removed", () -> Images.withLabels(ABANDONED).isEmpty());
    }

    @Test
    void knowsTheLivingFromTheDead() {
        Owner self = Owner.self();

        assertThat(self.isGone()).isFalse();
        assertThat(new Owner(self.world(), self.pid(), self.since().minusSeconds(60)).isGone())
                .as("another process that had the same number")
                .isTrue();
        assertThat(new Owner(self.world(), 4_190_000, Instant.now()).isGone()).isTrue();
        assertThat(new Owner("elsewhere", 4_190_000, Instant.now()).isGone())
                .as("a process of a world that can't be seen")
                .isFalse();
    }

    @Test
    void readsItsOwnLabelsAndNoOthers() {
        Owner self = Owner.self();

        assertThat(Owner.of(self.labels())).contains(self);
        assertThat(Owner.of(Map.of())).isEmpty();
        assertThat(Owner.of(Map.of(Owner.WORLD, "w", "org.openenv.owner.pid", "x", "org.openenv.owner.since", "y")))
                .isEmpty();
        assertThat(List.copyOf(self.labels().keySet())).contains("org.openenv.started");
    }
}
