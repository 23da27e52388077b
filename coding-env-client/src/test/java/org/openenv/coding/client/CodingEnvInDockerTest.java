package org.openenv.coding.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.container.ContainerException;
import org.openenv.core.container.ContainerException.Kind;
import org.openenv.core.container.ContainerProvider;
import org.openenv.core.container.ContainerSpec;
import org.openenv.core.container.RunningContainer;
import org.openenv.core.pool.ServerStatus;
import org.openenv.docker.DockerContainerProvider;
import org.openenv.docker.Images;

@Tag("docker")
class CodingEnvInDockerTest {

    @AfterEach
    void noContainerIsLeft() {
        assertThat(Images.containersLeft()).isEmpty();
    }

    @Test
    void runsProgramsInAContainerOfItsOwn() {
        try (CodingEnv env = CodingEnv.fromDockerImage(Images.CODING_ENV)) {
            env.reset();
            assertThat(env.run("print('Hello, World!')").observation().stdout()).isEqualTo("Hello, World!\n");
            assertThat(env.run("x = 5 + 3").observation().exitCode()).isZero();
            assertThat(env.run("print(f'Result: {x}')").observation().stdout()).isEqualTo("Result: 8\n");
            assertThat(env.state().stepCount()).isEqualTo(3);
        }
    }

    @Test
    void honoursTheServersVariablesAndAPortOfItsOwn() {
        ContainerSpec spec = ContainerSpec.of(Images.CODING_ENV)
                .withPort(9000)
                .withEnv("MAX_CONCURRENT_ENVS", "1")
                .withReadOnly(true)
                .withMemoryBytes(512L << 20)
                .withPids(300);
        try (var provider = new DockerContainerProvider();
                RunningContainer container = provider.start(spec)) {
            container.awaitReady(spec.patience().start());
            try (CodingEnv env = CodingEnv.connect(container.baseUri())) {
                assertThat(env.run("print(2)").observation().stdout()).isEqualTo("2\n");
                try (CodingEnv tooMany = CodingEnv.connect(container.baseUri())) {
                    assertThatThrownBy(tooMany::state)
                            .isInstanceOfSatisfying(
                                    OpenEnvException.class,
                                    full -> assertThat(full.code()).isEqualTo(ErrorCode.CAPACITY_REACHED));
                }
            }
        }
    }

    @Test
    void showsWhatTheServerSaidWhenItsOptionsAreWrong() {
        ContainerSpec spec = ContainerSpec.of(Images.CODING_ENV).withEnv("MAX_CONCURRENT_ENVS", "many");

        assertThatThrownBy(() -> CodingEnv.fromDockerImage(spec).close())
                .isInstanceOfSatisfying(
                        ContainerException.class,
                        ended -> assertThat(ended.kind()).isEqualTo(Kind.EXITED))
                .hasMessageContaining("exit code 2")
                .hasMessageContaining("MAX_CONCURRENT_ENVS");
    }

    @Test
    void saysThatTheServerHadTooLittleMemory() {
        ContainerSpec spec = ContainerSpec.of(Images.CODING_ENV).withMemoryBytes(24L << 20);

        assertThatThrownBy(() -> CodingEnv.fromDockerImage(spec).close())
                .isInstanceOfSatisfying(
                        ContainerException.class,
                        killed -> assertThat(killed.kind()).isEqualTo(Kind.OUT_OF_MEMORY))
                .hasMessageContaining("25165824 bytes of memory");
    }

    @Test
    void reachesTheNamespacesWithTheShippedProfileAndNotWithoutIt() throws Exception {
        assertThat(guards(new DockerContainerProvider()))
                .contains("\"rung\":\"user\"")
                .contains("{\"name\":\"own-pid-namespace\",\"in_force\":true}");
        assertThat(guards(DockerContainerProvider.builder()
                        .withoutSeccompProfile()
                        .build()))
                .doesNotContain("\"rung\":\"user\"")
                .contains("{\"name\":\"own-pid-namespace\",\"in_force\":false")
                .contains("{\"name\":\"seccomp\",\"in_force\":true}");
    }

    private static String guards(ContainerProvider provider) throws IOException, InterruptedException {
        try (RunningContainer container = provider.start(ContainerSpec.of(Images.CODING_ENV))) {
            container.awaitReady(Duration.ofSeconds(60));
            HttpRequest request = HttpRequest.newBuilder(URI.create(container.baseUri() + "/guards"))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void aPoolOutlivesOneOfItsContainers() {
        try (CodingEnvPool pool =
                CodingEnvPool.ofContainers(new DockerContainerProvider(), ContainerSpec.of(Images.CODING_ENV), 2)) {
            Images.await(
                    "both are healthy",
                    () -> pool.status().stream().filter(ServerStatus::healthy).count() == 2);
            CodingEnv one = pool.acquire();
            CodingEnv other = pool.acquire();
            URI dead = pool.status().get(0).server();

            Images.killTheOneAt(dead.getPort());

            Images.await("one session is lost", () -> one.isOpen() != other.isOpen());
            CodingEnv lost = one.isOpen() ? other : one;
            CodingEnv alive = one.isOpen() ? one : other;
            assertThatThrownBy(() -> lost.run("1"))
                    .isInstanceOfSatisfying(
                            OpenEnvException.class,
                            gone -> assertThat(gone.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
            assertThat(alive.run("print(2)").observation().stdout()).isEqualTo("2\n");
            Images.await(
                    "two healthy servers again",
                    () -> pool.status().stream()
                                    .filter(status ->
                                            status.healthy() && !status.server().equals(dead))
                                    .count()
                            == 2);
            lost.close();
            alive.close();
        }
    }
}
