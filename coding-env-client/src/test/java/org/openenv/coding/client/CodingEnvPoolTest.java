package org.openenv.coding.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.container.ContainerException.Kind;
import org.openenv.core.container.ContainerGroup;
import org.openenv.core.container.ContainerSpec;
import org.openenv.core.pool.ServerStatus;
import org.openenv.core.testing.Eventually;
import org.openenv.core.testing.FakeContainerProvider;

class CodingEnvPoolTest {

    private static final ContainerSpec SPEC = ContainerSpec.of("fake");
    private static final Duration SOON = Duration.ofMillis(300);

    private final FakeContainerProvider engine = new FakeContainerProvider(Parrot::new, 2);
    private final List<CodingEnv> sessions = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        sessions.forEach(CodingEnv::close);
        assertThat(engine.open()).isEmpty();
    }

    private CodingEnv acquired(CodingEnvPool pool) {
        CodingEnv session = pool.acquire();
        sessions.add(session);
        return session;
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        OpenEnvException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code))
                .satisfies(failure -> assertThat(failure.getMessage()).contains(parts));
    }

    private static List<Integer> loads(CodingEnvPool pool) {
        return pool.status().stream().map(ServerStatus::sessions).toList();
    }

    @Test
    void spreadsSessionsEvenly() {
        try (CodingEnvPool pool = CodingEnvPool.ofContainers(engine, SPEC, 3)) {
            Eventually.await(
                    "all are healthy",
                    () -> pool.status().stream().filter(ServerStatus::healthy).count() == 3);
            for (int i = 0; i < 3; i++) {
                assertThat(acquired(pool).run("hi").observation().stdout()).isEqualTo("hi");
            }
            assertThat(loads(pool)).containsExactly(1, 1, 1);
        }
    }

    @Test
    void givesAFreshSessionEachTime() {
        try (CodingEnvPool pool = CodingEnvPool.ofContainers(engine, SPEC, 1)) {
            CodingEnv first = acquired(pool);
            first.run("1");
            first.close();
            first.close();

            assertThat(loads(pool)).containsExactly(0);
            assertThat(acquired(pool).state().stepCount()).isZero();
        }
    }

    @Test
    void waitsForAPlaceWhenAllAreTaken() throws Exception {
        try (CodingEnvPool pool =
                CodingEnvPool.over(ContainerGroup.start(engine, SPEC, 1), 1, ClientConfig.defaults())) {
            CodingEnv first = acquired(pool);
            assertFails(
                    ErrorCode.CAPACITY_REACHED,
                    () -> pool.acquire(SOON),
                    "waited PT0.3S",
                    engine.open().get(0).toString(),
                    "has 1 sessions");
            CompletableFuture<CodingEnv> waiting = CompletableFuture.supplyAsync(pool::acquire);

            first.close();

            sessions.add(waiting.get(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void waitsForPlacesThatSomebodyElseHas() throws Exception {
        try (CodingEnvPool pool = CodingEnvPool.ofContainers(engine, SPEC, 1)) {
            CodingEnv stranger = CodingEnv.connect(engine.open().get(0));
            CodingEnv another = CodingEnv.connect(engine.open().get(0));
            stranger.state();
            another.state();
            assertFails(ErrorCode.CAPACITY_REACHED, () -> pool.acquire(SOON), "every place is taken");
            CompletableFuture<CodingEnv> waiting = CompletableFuture.supplyAsync(pool::acquire);

            stranger.close();

            sessions.add(waiting.get(30, TimeUnit.SECONDS));
            another.close();
        }
    }

    @Test
    void losesOnlyTheSessionsOfAServerThatDiesAndPutsAnotherInItsPlace() {
        try (CodingEnvPool pool = CodingEnvPool.ofContainers(engine, SPEC, 2)) {
            Eventually.await("both are healthy", () -> pool.status().stream().allMatch(ServerStatus::healthy));
            CodingEnv one = acquired(pool);
            CodingEnv other = acquired(pool);
            URI dead = pool.status().get(0).server();

            engine.crash(dead);

            Eventually.await("one session is lost", () -> one.isOpen() != other.isOpen());
            CodingEnv lost = one.isOpen() ? other : one;
            CodingEnv alive = one.isOpen() ? one : other;
            assertThatThrownBy(() -> lost.run("1")).isInstanceOf(OpenEnvException.class);
            assertThat(alive.run("2").observation().stdout()).isEqualTo("2");
            Eventually.await(
                    "two healthy servers again",
                    () -> pool.status().size() == 2
                            && pool.status().stream()
                                    .allMatch(status ->
                                            status.healthy() && !status.server().equals(dead)));
            assertThat(acquired(pool).run("3").observation().stdout()).isEqualTo("3");
        }
    }

    @Test
    void saysThatNoServerIsHealthy() {
        try (CodingEnvPool pool = CodingEnvPool.connect(List.of("http://127.0.0.1:9"))) {
            assertFails(
                    ErrorCode.CONNECTION_LOST,
                    () -> pool.acquire(SOON),
                    "no server is healthy",
                    "http://127.0.0.1:9 has 0 sessions");
            Eventually.await(
                    "the reason shows", () -> !pool.status().get(0).ailment().equals("not asked yet"));
        }
    }

    @Test
    void comesBackToAServerThatIsHealthyAgain() {
        try (CodingEnvPool pool = CodingEnvPool.ofContainers(engine, SPEC, 1)) {
            engine.refuse(Kind.NO_ENGINE);
            engine.crash(engine.open().get(0));
            Eventually.await("it is given up", () -> pool.status().isEmpty());

            engine.refuse(null);

            assertThat(acquired(pool).run("back").observation().stdout()).isEqualTo("back");
        }
    }

    @Test
    void stopsNoServerThatSomebodyElseRuns() {
        try (ContainerGroup others = ContainerGroup.start(engine, SPEC, 1)) {
            String url = others.servers().get(0).toString();
            try (CodingEnvPool pool = CodingEnvPool.connect(List.of(url))) {
                acquired(pool).close();
            }
            try (CodingEnv still = CodingEnv.connect(url)) {
                assertThat(still.run("there").observation().stdout()).isEqualTo("there");
            }
        }
    }

    @Test
    void canBeInterruptedWhileItWaits() throws InterruptedException {
        AtomicReference<OpenEnvException> outcome = new AtomicReference<>();
        try (CodingEnvPool pool =
                CodingEnvPool.over(ContainerGroup.start(engine, SPEC, 1), 1, ClientConfig.defaults())) {
            acquired(pool);
            Thread waiting = new Thread(() -> {
                try {
                    pool.acquire().close();
                } catch (OpenEnvException interrupted) {
                    outcome.set(interrupted);
                }
            });
            waiting.start();
            waiting.interrupt();
            waiting.join(30_000);
        }
        assertThat(outcome.get().code()).isEqualTo(ErrorCode.INTERRUPTED);
    }

    @Test
    void givesNothingOnceItIsClosed() {
        CodingEnvPool pool = CodingEnvPool.ofContainers(engine, SPEC, 1);
        pool.close();
        pool.close();

        assertThatIllegalStateException().isThrownBy(pool::acquire);
    }

    @Test
    void needsAServerAndAPlace() {
        assertThatIllegalArgumentException().isThrownBy(() -> CodingEnvPool.connect(List.of()));
        try (ContainerGroup group = ContainerGroup.start(engine, SPEC, 1)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CodingEnvPool.over(group, 0, ClientConfig.defaults()));
        }
    }
}
