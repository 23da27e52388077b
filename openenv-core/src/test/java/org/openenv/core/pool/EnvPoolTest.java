package org.openenv.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.client.EnvClient;
import org.openenv.core.container.ContainerGroup;
import org.openenv.core.container.ContainerSpec;
import org.openenv.core.container.ServerGroup;
import org.openenv.core.testing.Eventually;
import org.openenv.core.testing.FakeContainerProvider;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.FakeEnvironment.Tally;

class EnvPoolTest {

    private static final ContainerSpec SPEC = ContainerSpec.of("fake");
    private static final ClientConfig PATIENT =
            ClientConfig.defaults().withConnectTimeout(Duration.ofDays(1)).withRequestTimeout(Duration.ofDays(1));

    private final FakeContainerProvider engine = new FakeContainerProvider(FakeEnvironment.Provider::new, 64);

    @Test
    void thoseWhoComeBeforeTheServersAreKnownAreSpread() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(40);
        try (var pool = EnvPool.ofContainers(engine, SPEC, 2, FakeEnvironment.TYPES, ClientConfig.defaults())) {
            List<Future<EnvClient<Say, Heard, Tally>>> asked = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                asked.add(threads.submit(() -> pool.acquire()));
            }
            List<EnvClient<Say, Heard, Tally>> sessions = new ArrayList<>();
            for (Future<EnvClient<Say, Heard, Tally>> session : asked) {
                sessions.add(session.get(60, TimeUnit.SECONDS));
            }

            assertThat(pool.status()).extracting(ServerStatus::sessions).containsExactly(20, 20);

            sessions.forEach(EnvClient::close);
            assertThat(pool.status()).extracting(ServerStatus::sessions).containsExactly(0, 0);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aServerThatSaysItIsWellAndNeverAnswersHoldsNobodyBeyondHisPatience() throws Exception {
        var release = new CountDownLatch(1);
        HttpServer silent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        silent.setExecutor(threads);
        silent.createContext("/health", exchange -> exchange.sendResponseHeaders(200, -1));
        silent.createContext("/ws", exchange -> await(release));
        silent.start();
        URI uri = URI.create("http://127.0.0.1:" + silent.getAddress().getPort());
        try (var pool = EnvPool.over(ServerGroup.of(List.of(uri)), FakeEnvironment.TYPES, 8, PATIENT)) {
            var waiting = CompletableFuture.supplyAsync(() -> pool.acquire(Duration.ofMillis(400)));

            assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            OpenEnvException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTION_LOST))
                    .hasMessageContainingAll("waited PT0.4S", uri.toString())
                    .hasMessageNotContaining("every place is taken");
        } finally {
            release.countDown();
            silent.stop(0);
            threads.shutdownNow();
        }
    }

    @Test
    void aServerThatSaysItIsWellAndRefusesIsAskedEverMoreRarely() throws Exception {
        var asked = new AtomicInteger();
        HttpServer refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        refusing.createContext("/health", exchange -> exchange.sendResponseHeaders(200, -1));
        refusing.createContext("/ws", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(401, -1);
        });
        refusing.start();
        URI uri = URI.create("http://127.0.0.1:" + refusing.getAddress().getPort());
        try (var pool = EnvPool.over(ServerGroup.of(List.of(uri)), FakeEnvironment.TYPES)) {
            Eventually.await(
                    "it was asked and refused",
                    () -> refusal(pool).matches(".*no server is healthy.*" + uri + ".*401.*ClientConfig.withToken.*"));
            int before = asked.get();

            assertThat(refusal(pool)).contains("waited PT1S");
            assertThat(asked.get() - before).isLessThanOrEqualTo(3);
        } finally {
            refusing.stop(0);
        }
    }

    private static String refusal(EnvPool<Say, Heard, Tally> pool) {
        OpenEnvException refused =
                catchThrowableOfType(OpenEnvException.class, () -> pool.acquire(Duration.ofSeconds(1)));
        assertThat(refused.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
        return String.valueOf(refused.getMessage());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void drivesSeveralEpisodesAtOnce() {
        try (var pool = EnvPool.over(ContainerGroup.start(engine, SPEC, 2), FakeEnvironment.TYPES);
                var batch = EnvBatch.of(pool, 4)) {
            assertThat(batch.reset(number -> ResetOptions.none().withSeed(number)))
                    .extracting(result -> result.observation().seed())
                    .containsExactly(0L, 1L, 2L, 3L);

            List<Say> actions = new ArrayList<>(List.of(say("a"), say("b"), say("c")));
            actions.add(1, null);

            assertThat(batch.step(actions))
                    .extracting(result ->
                            result == null ? null : result.observation().text())
                    .containsExactly("a", null, "b", "c");
            assertThat(batch.states()).extracting(Tally::stepCount).containsExactly(1, 0, 1, 1);
        }
    }

    @Test
    void oneEpisodeThatFailsLosesNoOther() {
        try (var pool = EnvPool.over(ContainerGroup.start(engine, SPEC, 1), FakeEnvironment.TYPES);
                var batch = EnvBatch.of(pool, 3)) {
            assertThatThrownBy(() -> batch.step(List.of(say("a"), say("throw: no"), say("c"))))
                    .isInstanceOfSatisfying(OpenEnvException.class, failure -> {
                        assertThat(failure.code()).isEqualTo(ErrorCode.EXECUTION_ERROR);
                        assertThat(failure).hasMessageContaining("step of episode 1 of 3 failed: ");
                        assertThat((List<?>) failure.details().get("results"))
                                .extracting(result -> result == null)
                                .containsExactly(false, true, false);
                    });
            assertThat(batch.states()).extracting(Tally::stepCount).containsExactly(1, 1, 1);
        }
    }

    @Test
    void anEpisodeWhoseServerIsLostGetsANewSessionAtTheNextReset() {
        try (var pool = EnvPool.over(ContainerGroup.start(engine, SPEC, 2), FakeEnvironment.TYPES);
                var batch = EnvBatch.of(pool, 2)) {
            engine.crash(engine.open().get(0));
            Eventually.await(
                    "one is replaced",
                    () -> engine.started() == 3 && engine.open().size() == 2);

            Eventually.await("both are reset", () -> resets(batch));

            assertThat(batch.step(List.of(say("a"), say("b")))).hasSize(2);
        }
    }

    private static boolean resets(EnvBatch<Say, Heard, Tally> batch) {
        try {
            return batch.reset(ResetOptions.none()).size() == 2;
        } catch (OpenEnvException notYetNoticed) {
            return false;
        }
    }

    private static Say say(String text) {
        return new Say(text, null);
    }
}
