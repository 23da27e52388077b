package org.openenv.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.container.ContainerException;
import org.openenv.core.container.ContainerException.Kind;
import org.openenv.core.container.ContainerProvider;
import org.openenv.core.container.ContainerSpec;
import org.openenv.core.container.Health;
import org.openenv.core.container.RunningContainer;

/**
 * What every engine owes its callers. A test class of a {@link ContainerProvider} implements this interface, names four
 * things to start, and inherits the tests.
 */
public interface ContainerProviderContract {

    /** Long enough for a server to start on a busy machine. */
    Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Returns the engine under test.
     *
     * @return a provider that is open during a test
     */
    ContainerProvider provider();

    /**
     * Returns what becomes healthy.
     *
     * @return a spec without a name or port of its own
     */
    ContainerSpec healthy();

    /**
     * Returns what ends by itself, with exit code 3, instead of becoming healthy.
     *
     * @return a spec
     */
    ContainerSpec failing();

    /**
     * Returns what runs and never becomes healthy.
     *
     * @return a spec
     */
    ContainerSpec silent();

    /**
     * Returns what can't be started, because its image is nowhere.
     *
     * @return a spec
     */
    ContainerSpec missing();

    /** Whoever waited may send requests. */
    @Test
    default void answersOnceItIsReady() {
        try (RunningContainer container = provider().start(healthy())) {
            container.awaitReady(PATIENCE);
            assertThat(Health.ailment(container.baseUri(), Duration.ofSeconds(5)))
                    .isEmpty();
            assertThat(container.isRunning()).isTrue();
            assertThat(container.id()).isNotBlank();
        }
    }

    /** A server of one's own is not for the neighbours. */
    @Test
    default void isPublishedOnTheLoopbackAddressOnly() {
        try (RunningContainer container = provider().start(healthy())) {
            assertThat(container.baseUri().getHost()).isEqualTo("127.0.0.1");
            assertThat(container.baseUri().getPort()).isPositive();
        }
    }

    /** Two containers of one spec are not in each other's way. */
    @Test
    default void startsTwoOfAKind() {
        try (RunningContainer one = provider().start(healthy());
                RunningContainer other = provider().start(healthy())) {
            one.awaitReady(PATIENCE);
            other.awaitReady(PATIENCE);
            assertThat(one.baseUri()).isNotEqualTo(other.baseUri());
            assertThat(one.id()).isNotEqualTo(other.id());
        }
    }

    /** What was closed does not answer any more. */
    @Test
    default void isGoneOnceItIsClosed() {
        RunningContainer container = provider().start(healthy());
        container.awaitReady(PATIENCE);
        container.close();
        assertThat(container.isRunning()).isFalse();
        // the port itself may be freed a moment later
        Eventually.await(
                "that nobody answers at " + container.baseUri(),
                () -> !Health.ailment(container.baseUri(), Duration.ofSeconds(2))
                        .isEmpty());
    }

    /** Cleaning up twice is no error, nor is it from two threads. */
    @Test
    default void closesTwice() {
        RunningContainer container = provider().start(healthy());
        CompletableFuture<Void> elsewhere = CompletableFuture.runAsync(container::close);
        container.close();
        elsewhere.join();
        container.close();
        assertThat(container.isRunning()).isFalse();
    }

    /** Nobody waits a minute for what has ended after a second, be it while it starts or later. */
    @Test
    default void saysAtOnceThatItEnded() {
        assertThatThrownBy(() -> {
                    try (RunningContainer container = provider().start(failing())) {
                        container.awaitReady(Duration.ofMinutes(10));
                    }
                })
                .isInstanceOfSatisfying(
                        ContainerException.class,
                        ended -> assertThat(ended.kind()).isEqualTo(Kind.EXITED))
                .hasMessageContaining("exit code 3");
    }

    /** A deadline is one. */
    @Test
    default void waitsNoLongerThanAsked() {
        try (RunningContainer container = provider().start(silent())) {
            assertThatThrownBy(() -> container.awaitReady(Duration.ofMillis(300)))
                    .isInstanceOfSatisfying(
                            ContainerException.class,
                            late -> assertThat(late.kind()).isEqualTo(Kind.NOT_READY))
                    .hasMessageContaining("/health")
                    .hasMessageContaining("PT0.3S");
            assertThat(container.isRunning()).isTrue();
        }
    }

    /** Closing ends a wait. */
    @Test
    default void canBeClosedWhileSomebodyWaits() {
        RunningContainer container = provider().start(silent());
        CompletableFuture<Void> waiting =
                CompletableFuture.runAsync(() -> container.awaitReady(Duration.ofMinutes(10)));
        container.close();
        assertThatThrownBy(() -> waiting.get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(ContainerException.class)
                .satisfies(failure -> assertThat(((ContainerException) failure.getCause()).kind())
                        .isEqualTo(Kind.CLOSED));
    }

    /** A wait can be interrupted, and what is interrupted still cleans up. */
    @Test
    default void canBeInterruptedWhileItWaits() throws InterruptedException {
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        AtomicReference<RunningContainer> closed = new AtomicReference<>();
        CountDownLatch started = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            try (RunningContainer container = provider().start(silent())) {
                closed.set(container);
                started.countDown();
                container.awaitReady(Duration.ofMinutes(10));
            } catch (OpenEnvException failure) {
                outcome.set(failure);
            }
        });
        waiting.start();
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
        waiting.interrupt();
        waiting.join(60_000);
        assertThat(outcome.get())
                .isInstanceOfSatisfying(
                        OpenEnvException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INTERRUPTED));
        assertThat(closed.get().isRunning()).isFalse();
    }

    /** A name nobody knows is said back. */
    @Test
    default void saysThatThereIsNoSuchImage() {
        assertThatThrownBy(() -> provider().start(missing()).close())
                .isInstanceOfSatisfying(
                        ContainerException.class,
                        absent -> assertThat(absent.kind()).isEqualTo(Kind.NO_IMAGE))
                .isNotInstanceOf(CompletionException.class)
                .hasMessageContaining(missing().image());
    }
}
