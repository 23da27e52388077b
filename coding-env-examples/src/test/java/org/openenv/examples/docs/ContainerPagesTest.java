package org.openenv.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openenv.coding.client.CodingEnv;
import org.openenv.coding.client.CodingEnvPool;
import org.openenv.core.container.ContainerSpec;
import org.openenv.docker.DockerContainerProvider;
import org.openenv.docker.DockerSwarmProvider;
import org.openenv.docker.SwarmService;

/** The Java of docs/containers.md; what it can do without a swarm runs against a real daemon. */
@Tag("docker")
class ContainerPagesTest {

    @Test
    void runsAProgramInAContainerOfItsOwn() {
        try (CodingEnv env = CodingEnv.fromDockerImage("coding-env:latest")) {
            env.reset();
            System.out.print(env.run("print('Hello, World!')").observation().stdout());
        } // the container is gone
    }

    @Test
    void takesAContainersLimits() {
        ContainerSpec spec = ContainerSpec.of("coding-env:latest")
                .withMemoryBytes(1L << 30)
                .withCpus(2)
                .withPids(512)
                .withReadOnly(true)
                .withEnv("MAX_CONCURRENT_ENVS", "16");
        try (CodingEnv env = CodingEnv.fromDockerImage(spec)) {
            assertThat(env.run("print(1)").observation().stdout()).isEqualTo("1\n");
        }
    }

    /** Compiled as the page shows it; the client's own tests run each of the calls. */
    static void limits() {
        ContainerSpec spec = ContainerSpec.of("coding-env:latest")
                .withMemoryBytes(1L << 30)
                .withCpus(2)
                .withPids(512)
                .withReadOnly(true)
                .withEnv("MAX_CONCURRENT_ENVS", "16");
        CodingEnv.fromDockerImage(spec);
        CodingEnv.inContainer(
                DockerContainerProvider.builder().withoutSeccompProfile().build(), spec);
    }

    static void pool(ContainerSpec spec) {
        try (var docker = new DockerContainerProvider();
                var pool = CodingEnvPool.ofContainers(docker, spec, 4);
                var env = pool.acquire()) {
            env.run("print(1)");
        }
    }

    static void swarm(ContainerSpec spec) {
        try (SwarmService service = new DockerSwarmProvider().start(spec, 8)) {
            service.awaitReady(8, Duration.ofMinutes(2));
            CodingEnvPool pool = CodingEnvPool.over(service);
            service.scale(12); // the pool follows
        }
    }
}
