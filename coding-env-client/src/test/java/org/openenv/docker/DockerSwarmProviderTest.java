package org.openenv.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.Service;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openenv.core.container.ContainerException;
import org.openenv.core.container.ContainerException.Kind;
import org.openenv.core.container.ContainerSpec;

@Tag("docker")
@ExtendWith(OneMachineSwarm.class)
class DockerSwarmProviderTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final DockerEngine ENGINE = DockerEngine.at(null);

    private final DockerSwarmProvider swarm = new DockerSwarmProvider();

    @AfterEach
    void noServiceIsLeft() {
        List<Service> services =
                ENGINE.call("list services", docker -> docker.listServicesCmd().exec());
        assertThat(services).isEmpty();
        assertThat(Images.containersLeft()).isEmpty();
    }

    private static ContainerSpec codingEnv() {
        return ContainerSpec.of(Images.CODING_ENV).withMemoryBytes(512L << 20).withCpus(1);
    }

    @Test
    void startsReplicasScalesThemAndRemovesThem() {
        try (SwarmService service = swarm.start(codingEnv(), 2)) {
            service.awaitReady(2, PATIENCE);
            List<URI> two = service.servers();
            assertThat(two).hasSize(2).doesNotHaveDuplicates();

            service.scale(3);
            service.awaitReady(3, PATIENCE);
            assertThat(service.servers()).hasSize(3).containsAll(two);

            service.scale(1);
            service.awaitReady(1, PATIENCE);
        }
    }

    @Test
    void replacesAReplicaThatDies() {
        try (SwarmService service = swarm.start(codingEnv(), 1)) {
            service.awaitReady(1, PATIENCE);
            URI dead = service.servers().get(0);

            Images.killTheOneAt(dead.getPort());

            Images.await(
                    "another address",
                    () -> !service.servers().isEmpty() && !service.servers().contains(dead));
            service.awaitReady(1, PATIENCE);
        }
    }

    @Test
    void givesReplicasTheirLimits() {
        try (SwarmService service = swarm.start(codingEnv(), 0)) {
            var limits = ENGINE.call(
                            "inspect",
                            docker -> docker.inspectServiceCmd(service.id()).exec())
                    .getSpec()
                    .getTaskTemplate()
                    .getResources()
                    .getLimits();

            assertThat(limits.getMemoryBytes()).isEqualTo(512L << 20);
            assertThat(limits.getNanoCPUs()).isEqualTo(1_000_000_000L);
        }
    }

    @Test
    void saysWhatTheSwarmReportsWhenReplicasDontGetReady() {
        ContainerSpec broken = ContainerSpec.of(Images.SHELL).withCommand("sh", "-c", "exit 3");
        try (SwarmService service = swarm.start(broken, 1)) {
            assertThatThrownBy(() -> service.awaitReady(1, Duration.ofSeconds(5)))
                    .isInstanceOfSatisfying(
                            ContainerException.class,
                            late -> assertThat(late.kind()).isEqualTo(Kind.NOT_READY))
                    .hasMessageContaining("asked for 1 replicas of " + Images.SHELL)
                    .hasMessageContaining("non-zero exit (3)");
        }
    }

    @Test
    void saysThatANameIsInUse() {
        ContainerSpec named = codingEnv().withName("openenv-" + UUID.randomUUID());
        try (SwarmService first = swarm.start(named, 0)) {
            assertThat(first.servers()).isEmpty();
            assertThatThrownBy(() -> swarm.start(named, 0).close())
                    .isInstanceOfSatisfying(
                            ContainerException.class,
                            refused -> assertThat(refused.kind()).isEqualTo(Kind.NAME_IN_USE))
                    .hasMessageContaining("docker service rm " + named.name());
        }
    }
}
