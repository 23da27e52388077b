package org.openenv.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.command.InspectContainerResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openenv.core.container.ContainerException;
import org.openenv.core.container.ContainerException.Kind;
import org.openenv.core.container.ContainerNetwork;
import org.openenv.core.container.ContainerProvider;
import org.openenv.core.container.ContainerSpec;
import org.openenv.core.container.PullPolicy;
import org.openenv.core.container.RunningContainer;
import org.openenv.core.testing.ContainerProviderContract;

@Tag("docker")
class DockerContainerProviderTest implements ContainerProviderContract {

    private final DockerContainerProvider provider = new DockerContainerProvider();

    @AfterEach
    void noContainerIsLeft() {
        assertThat(Images.containersLeft()).isEmpty();
    }

    @Override
    public ContainerProvider provider() {
        return provider;
    }

    @Override
    public ContainerSpec healthy() {
        return ContainerSpec.of(Images.CODING_ENV);
    }

    @Override
    public ContainerSpec failing() {
        return shell().withCommand("sh", "-c", "echo last words; exit 3");
    }

    @Override
    public ContainerSpec silent() {
        return shell().withCommand("sleep", "600");
    }

    @Override
    public ContainerSpec missing() {
        return ContainerSpec.of("127.0.0.1:9/no-such-image");
    }

    private static ContainerSpec shell() {
        return ContainerSpec.of(Images.SHELL).withPullPolicy(PullPolicy.NEVER);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            ContainerProvider provider, ContainerSpec spec, Kind kind) {
        return assertThatThrownBy(() -> {
                    try (RunningContainer container = provider.start(spec)) {
                        container.awaitReady(PATIENCE);
                    }
                })
                .isInstanceOfSatisfying(
                        ContainerException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(kind));
    }

    @Test
    void showsTheLastWordsOfWhatEnded() {
        assertRefused(provider, failing(), Kind.EXITED)
                .hasMessageContaining(Images.SHELL)
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("last words");
    }

    @Test
    void saysThatTheImageMayNotBePulled() {
        ContainerSpec spec = ContainerSpec.of("no-such-image:1").withPullPolicy(PullPolicy.NEVER);

        assertRefused(provider, spec, Kind.NO_IMAGE)
                .hasMessageContaining("asked to start no-such-image:1")
                .hasMessageContaining("No such image")
                .hasMessageContaining("docker build -t no-such-image:1");
    }

    @Test
    void saysWhyAnImageCantBePulled() {
        assertRefused(provider, missing(), Kind.NO_IMAGE)
                .hasMessageContaining("can't be pulled")
                .hasMessageContaining("connection refused")
                .hasMessageContaining("docker build");
    }

    @Test
    void saysThatANameIsInUse() {
        String name = "openenv-test-" + UUID.randomUUID();
        ContainerSpec spec = shell().withCommand("sleep", "600").withName(name);
        try (RunningContainer first = provider.start(spec)) {
            assertRefused(provider, spec, Kind.NAME_IN_USE)
                    .hasMessageContaining("with the name '" + name + "'")
                    .hasMessageContaining("already in use")
                    .hasMessageContaining("docker rm -f " + name);
            assertThat(first.isRunning()).isTrue();
        }
    }

    @Test
    void saysThatAPortIsTakenAndLeavesNothing() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            ContainerSpec spec = shell().withCommand("sleep", "600").withHostPort(taken.getLocalPort());

            assertRefused(provider, spec, Kind.PORT_IN_USE)
                    .hasMessageContaining("on port " + taken.getLocalPort())
                    .hasMessageContaining("address already in use")
                    .hasMessageContaining("hostPort(0)");
        }
    }

    @Test
    void publishesOnThePortAskedFor() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        try (RunningContainer container =
                provider.start(shell().withCommand("sleep", "600").withHostPort(port))) {
            assertThat(container.baseUri()).hasPort(port);
        }
    }

    @Test
    void saysThatMemoryRanOut() {
        ContainerSpec spec =
                shell().withCommand("python3", "-c", "x = bytearray(1 << 30)").withMemoryBytes(16 << 20);

        assertRefused(provider, spec, Kind.OUT_OF_MEMORY)
                .hasMessageContaining("16777216 bytes of memory")
                .hasMessageContaining("exit code 137")
                .hasMessageContaining("memoryBytes");
    }

    @Test
    void saysThatANetworkIsNotThere() {
        assertRefused(provider, shell().withNetwork("no-such-network"), Kind.REFUSED)
                .hasMessageContaining("no-such-network not found");
    }

    @Test
    void refusesANetworkOnWhichNothingCanBeReached() {
        assertRefused(provider, shell().withCommand("sleep", "600").withNetwork("none"), Kind.REFUSED)
                .hasMessageContaining("asked to publish port 8000")
                .hasMessageContaining("on the network none");
    }

    @Test
    void saysWhereNoDaemonAnswers() {
        for (String host : new String[] {"unix:///nowhere/docker.sock", "tcp://127.0.0.1:9"}) {
            var nowhere = DockerContainerProvider.builder().dockerHost(host).build();

            assertRefused(nowhere, healthy(), Kind.NO_ENGINE)
                    .hasMessageContaining(host)
                    .hasMessageContaining("can't be reached")
                    .hasMessageContaining("DOCKER_HOST");
        }
    }

    @Test
    void startsNothingWhenItIsInterruptedBefore() {
        Thread.currentThread().interrupt();
        try {
            assertRefused(provider, healthy(), Kind.INTERRUPTED);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void saysThatSomebodyElseRemovedIt() {
        try (RunningContainer container = provider.start(silent())) {
            DockerContainer.forceRemove(DockerEngine.at(null), container.id());
            assertThat(container.isRunning()).isFalse();
            assertThatThrownBy(() -> container.awaitReady(PATIENCE)).hasMessageContaining("removed by somebody else");
        }
    }

    @Nested
    class GivesTheContainer {

        private InspectContainerResponse of(ContainerSpec spec) {
            try (RunningContainer container = provider.start(spec)) {
                return DockerEngine.at(null)
                        .call(
                                "inspect",
                                docker -> docker.inspectContainerCmd(container.id())
                                        .exec());
            }
        }

        @Test
        void itsLimits() {
            var host = of(shell().withCommand("sleep", "600")
                            .withMemoryBytes(64 << 20)
                            .withCpus(0.5)
                            .withPids(50))
                    .getHostConfig();

            assertThat(host.getMemory()).isEqualTo(64 << 20);
            assertThat(host.getMemorySwap()).isEqualTo(64 << 20);
            assertThat(host.getNanoCPUs()).isEqualTo(500_000_000L);
            assertThat(host.getPidsLimit()).isEqualTo(50);
        }

        @Test
        void itsIdentity() {
            String name = "openenv-test-" + UUID.randomUUID();
            var made = of(shell().withCommand("sleep", "600")
                    .withName(name)
                    .withUser("12345:12345")
                    .withLabel("team", "blue")
                    .withEnv("COLOUR", "blue")
                    .withPort(9000));

            assertThat(made.getName()).isEqualTo("/" + name);
            assertThat(made.getConfig().getUser()).isEqualTo("12345:12345");
            assertThat(made.getConfig().getLabels())
                    .containsEntry("team", "blue")
                    .containsKey(Owner.WORLD);
            assertThat(made.getConfig().getEnv()).contains("COLOUR=blue", "PORT=9000");
        }

        @Test
        void itsSurroundings() {
            var host = of(shell().withCommand("sleep", "600")
                            .withReadOnly(true)
                            .withNetwork(ContainerNetwork.DEFAULTS.withExtraHost("friend", "10.1.2.3")))
                    .getHostConfig();

            assertThat(host.getReadonlyRootfs()).isTrue();
            assertThat(host.getTmpFs()).containsKeys("/tmp", "/run");
            assertThat(host.getExtraHosts()).containsExactly("friend:10.1.2.3");
            assertThat(host.getInit()).isTrue();
        }

        @Test
        void theShippedSeccompProfileUnlessToldNotTo() {
            var plain =
                    DockerContainerProvider.builder().withoutSeccompProfile().build();

            assertThat(of(silent()).getHostConfig().getSecurityOpts())
                    .contains("no-new-privileges")
                    .anyMatch(option -> option.startsWith("seccomp=") && option.contains("pivot_root"));
            try (RunningContainer container = plain.start(silent())) {
                var host = DockerEngine.at(null)
                        .call(
                                "inspect",
                                docker -> docker.inspectContainerCmd(container.id())
                                        .exec())
                        .getHostConfig();
                assertThat(host.getSecurityOpts()).containsExactly("no-new-privileges");
            }
        }
    }

    @Test
    void closesContainersThatOutliveTheirProvider() {
        RunningContainer container = provider.start(silent());
        provider.close();
        container.close();
        assertThat(Images.withLabels(Map.of(Owner.WORLD, Owner.self().world()))).isEmpty();
    }
}
