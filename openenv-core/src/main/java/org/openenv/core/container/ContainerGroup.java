package org.openenv.core.container;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openenv.core.container.ContainerException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fixed number of containers of one kind. One that is {@linkplain #lost lost} is closed and replaced in the background;
 * while that fails it is tried again, at growing intervals. Safe for use by several threads.
 */
public final class ContainerGroup implements ServerGroup {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerGroup.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final ContainerProvider provider;
    private final ContainerSpec spec;
    private final Map<URI, RunningContainer> ready = new HashMap<>();
    private final ExecutorService starters;
    private boolean closed;

    private ContainerGroup(ContainerProvider provider, ContainerSpec spec, int size) {
        this.provider = provider;
        this.spec = spec;
        this.starters = Executors.newFixedThreadPool(size, task -> {
            Thread thread = new Thread(task, "container-group");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts containers, all at once, and waits until each is ready. If one can't be started, none is left.
     *
     * @param provider where they run; not closed by the group
     * @param spec what runs; it can't have a name or a port of its own when there are several
     * @param size how many, at least 1
     * @return the running group; the caller closes it
     * @throws ContainerException if one can't be started
     * @throws IllegalArgumentException if they would be in each other's way
     */
    public static ContainerGroup start(ContainerProvider provider, ContainerSpec spec, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1, was " + size);
        }
        if (size > 1 && (spec.name() != null || spec.network().hostPort() != 0)) {
            throw new IllegalArgumentException(size + " containers can't all be named " + spec.name()
                    + " and published on port " + spec.network().hostPort() + ": leave both to the engine");
        }
        ContainerGroup group = new ContainerGroup(provider, spec, size);
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            starts.add(CompletableFuture.runAsync(group::startOne, group.starters));
        }
        try {
            for (CompletableFuture<Void> start : starts) {
                start.get();
            }
            return group;
        } catch (ExecutionException failure) {
            group.close();
            throw failure.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failure);
        } catch (InterruptedException e) {
            group.close();
            Thread.currentThread().interrupt();
            throw new ContainerException(
                    Kind.INTERRUPTED, "interrupted while starting " + size + " containers of " + spec.image(), e);
        }
    }

    private void startOne() {
        RunningContainer container = provider.start(spec);
        try {
            container.awaitReady(spec.patience().start());
            adopt(container);
        } catch (RuntimeException failure) {
            closeQuietly(container, failure);
            throw failure;
        }
    }

    private synchronized void adopt(RunningContainer container) {
        if (closed) {
            throw new ContainerException(
                    Kind.CLOSED, "the group was closed while " + container.id() + " started", null);
        }
        ready.put(container.baseUri(), container);
    }

    @Override
    public synchronized List<URI> servers() {
        return List.copyOf(ready.keySet());
    }

    @Override
    public synchronized void lost(URI server, String why) {
        RunningContainer container = closed ? null : ready.remove(server);
        if (container != null) {
            LOG.warn("replacing the container {} at {}: {}", container.id(), server, why);
            starters.execute(() -> replace(container));
        }
    }

    private void replace(RunningContainer container) {
        closeQuietly(container, null);
        Duration pause = Duration.ofMillis(250);
        while (!starters.isShutdown()) {
            try {
                startOne();
                return;
            } catch (RuntimeException failure) {
                LOG.warn("no container in its place yet, next try in {}: {}", pause, failure.getMessage());
                if (!sleep(pause)) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Stops and removes all containers, those that are just starting included. Closing twice is no error. */
    @Override
    public void close() {
        List<RunningContainer> containers;
        synchronized (this) {
            closed = true;
            containers = List.copyOf(ready.values());
            ready.clear();
        }
        starters.shutdownNow();
        RuntimeException first = null;
        for (CompletableFuture<Void> closing : containers.stream()
                .map(container -> CompletableFuture.runAsync(container::close))
                .toList()) {
            first = joined(closing, first);
        }
        awaitStarters();
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable RuntimeException joined(
            CompletableFuture<Void> closing, @Nullable RuntimeException first) {
        try {
            closing.join();
            return first;
        } catch (CompletionException failure) {
            RuntimeException cause = failure.getCause() instanceof RuntimeException known ? known : failure;
            if (first == null) {
                return cause;
            }
            first.addSuppressed(cause);
            return first;
        }
    }

    /** Interrupted starts remove what they started; that takes as long as a container takes to stop. */
    private void awaitStarters() {
        try {
            if (!starters.awaitTermination(spec.patience().stop().toMillis() + 5000, TimeUnit.MILLISECONDS)) {
                LOG.warn("a container that was starting did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(RunningContainer container, @Nullable RuntimeException reason) {
        try {
            container.close();
        } catch (RuntimeException failure) {
            if (reason != null) {
                reason.addSuppressed(failure);
            }
            LOG.warn("closing the container {} failed: {}", container.id(), failure.getMessage());
        }
    }
}
