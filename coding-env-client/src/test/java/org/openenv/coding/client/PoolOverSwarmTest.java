package org.openenv.coding.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.container.ContainerSpec;
import org.openenv.docker.DockerSwarmProvider;
import org.openenv.docker.Images;
import org.openenv.docker.OneMachineSwarm;
import org.openenv.docker.SwarmService;

@Tag("docker")
@ExtendWith(OneMachineSwarm.class)
class PoolOverSwarmTest {

    private static final int AT_A_TIME = 4;

    private final AtomicInteger succeeded = new AtomicInteger();
    private final List<OpenEnvException> failures = new CopyOnWriteArrayList<>();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);

    @AfterEach
    void nothingIsLeft() {
        threads.shutdownNow();
        assertThat(Images.containersLeft()).isEmpty();
    }

    private void rollOut(CodingEnvPool pool) {
        while (!enough.get()) {
            try (CodingEnv env = pool.acquire(Duration.ofMinutes(2))) {
                env.reset();
                env.run("x = 20");
                assertThat(env.run("print(x + 1)").observation().stdout()).isEqualTo("21\n");
                succeeded.incrementAndGet();
            } catch (OpenEnvException failure) {
                failures.add(failure);
            }
        }
    }

    private void awaitEpisodes(int more) {
        int goal = succeeded.get() + more;
        Images.await(more + " more episodes", () -> succeeded.get() >= goal);
    }

    @Test
    void aReplicaKilledUnderLoadCostsItsOwnEpisodesOnly() throws InterruptedException {
        try (SwarmService service = new DockerSwarmProvider().start(ContainerSpec.of(Images.CODING_ENV), 2)) {
            service.awaitReady(2, Duration.ofMinutes(2));
            try (CodingEnvPool pool = CodingEnvPool.over(service)) {
                for (int i = 0; i < AT_A_TIME; i++) {
                    threads.execute(() -> rollOut(pool));
                }
                awaitEpisodes(10);
                URI dead = service.servers().get(0);

                Images.killTheOneAt(dead.getPort());

                awaitEpisodes(10);
                Images.await(
                        "two healthy servers without the dead one",
                        () -> pool.status().stream()
                                        .filter(status -> status.healthy()
                                                && !status.server().equals(dead))
                                        .count()
                                == 2);
                awaitEpisodes(10);
                enough.set(true);
                threads.shutdown();
                assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
            }
        }
        assertThat(failures)
                .hasSizeLessThanOrEqualTo(AT_A_TIME)
                .allSatisfy(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
    }
}
