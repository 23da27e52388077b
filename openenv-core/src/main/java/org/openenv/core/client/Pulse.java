package org.openenv.core.client;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.openenv.core.StepOptions;

/**
 * Makes sure that a server is there: a connection may be lost without anybody being told. Whatever comes of it is a sign of
 * life. Safe for use by several threads.
 */
final class Pulse {

    /** How often it is made sure that the rest of a message can come: the JDK does not always tell of a connection that ends there. */
    private static final Duration WITHIN_A_MESSAGE = Duration.ofSeconds(1);

    private final WebSocket socket;
    private final BiConsumer<String, @Nullable Throwable> whenLost;
    private volatile @Nullable Long askedAt;
    private CompletableFuture<?> lastPing = CompletableFuture.completedFuture(null);
    private boolean over;
    private boolean watching;
    private volatile boolean within;

    Pulse(WebSocket socket, BiConsumer<String, @Nullable Throwable> whenLost) {
        this.socket = socket;
        this.whenLost = whenLost;
    }

    /** Looks from time to time, until it is stopped. */
    void every(Duration interval, Duration silence) {
        if (!interval.isZero()) {
            after(interval, () -> {
                if (beats()) {
                    look(silence, true);
                    every(silenced(interval, silence), silence);
                }
            });
        }
    }

    /** While a sign of life is waited for, the next look is when it must have come. */
    private Duration silenced(Duration interval, Duration silence) {
        return askedAt == null || interval.compareTo(silence) < 0 ? interval : silence;
    }

    private synchronized boolean beats() {
        return !over;
    }

    synchronized void stop() {
        over = true;
    }

    /** Something was heard; says whether it was a part of a message whose rest is to come. */
    void heard(boolean part) {
        askedAt = null;
        within = part;
        if (part) {
            watch();
        }
    }

    private synchronized void watch() {
        if (!watching && !over) {
            watching = true;
            after(WITHIN_A_MESSAGE, () -> {
                boolean goesOn = within && beats();
                synchronized (this) {
                    watching = false;
                }
                if (goesOn) {
                    look(StepOptions.LONGEST, true);
                    watch();
                }
            });
        }
    }

    private static void after(Duration time, Runnable task) {
        CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS, ClientThreads.callbacks())
                .execute(task);
    }

    /**
     * Asks, or finds that it was asked too long ago.
     *
     * @param silence how long nothing may have been heard
     * @param sent whether all that this side sent is out: else it is this side that can't be heard
     */
    void look(Duration silence, boolean sent) {
        Long asked = askedAt;
        if (asked != null && sent && System.nanoTime() - asked >= silence.toNanos()) {
            whenLost.accept("nothing was heard of the server for " + silence, null);
            socket.abort();
            return;
        }
        CompletableFuture<?> ping;
        synchronized (this) {
            if (over || !lastPing.isDone()) {
                return;
            }
            askedAt = asked == null ? (Long) System.nanoTime() : asked;
            lastPing = socket.sendPing(ByteBuffer.allocate(0));
            ping = lastPing;
        }
        var unused = ping.whenComplete((done, failure) -> {
            if (failure != null) {
                whenLost.accept("it is closed", failure);
            }
        });
    }
}
