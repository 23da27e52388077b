package org.openenv.core.pool;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.openenv.core.OpenEnvException;
import org.openenv.core.client.ClientAccess;
import org.openenv.core.container.Health;
import org.openenv.core.container.ServerGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a group every second where its servers are, and each of them how it is. */
final class PoolMonitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PoolMonitor.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);

    private final ServerGroup group;
    private final ClientAccess access;
    private final Consumer<List<URI>> present;
    private final BiPredicate<URI, String> isLost;
    private final Semaphore wakeUps = new Semaphore(0);
    private final ExecutorService checkers = Executors.newCachedThreadPool(task -> daemon(task, "pool-health"));
    private final Thread thread = daemon(this::run, "pool-monitor");
    private volatile boolean closed;

    /**
     * Prepares.
     *
     * @param access what it shows, and what asks
     * @param present told which servers there are
     * @param isLost told how a server is, empty for well; says whether the group is to be told that it is lost
     */
    PoolMonitor(ServerGroup group, ClientAccess access, Consumer<List<URI>> present, BiPredicate<URI, String> isLost) {
        this.group = group;
        this.access = access;
        this.present = present;
        this.isLost = isLost;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        thread.start();
    }

    /** Does not wait for the next second. */
    void lookNow() {
        wakeUps.release();
    }

    private void run() {
        while (!closed) {
            try {
                look();
                var unused = wakeUps.tryAcquire(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                wakeUps.drainPermits();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException failure) {
                if (!closed) {
                    LOG.warn("the group's servers can't be looked at: {}", failure.getMessage());
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(INTERVAL.toMillis());
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void look() {
        List<URI> servers = group.servers();
        present.accept(servers);
        CompletableFuture.allOf(servers.stream()
                        .map(server -> CompletableFuture.runAsync(() -> look(server), checkers))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }

    private void look(URI server) {
        String ailment;
        try {
            ailment = Health.ailment(server, LONGEST_ANSWER, access.httpClient(), access::show);
        } catch (OpenEnvException interrupted) {
            return;
        }
        if (isLost.test(server, ailment) && !closed) {
            group.lost(server, ailment);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        checkers.shutdownNow();
        try {
            thread.join(LONGEST_ANSWER.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
