package org.openenv.coding.server.python.worker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openenv.coding.server.python.PythonUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one zygote of each flavour, started on first need and again when it has died, ever more slowly if it fails. */
final class ZygotePool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ZygotePool.class);
    private static final long FIRST_DELAY_MILLIS = 100;
    private static final long LAST_DELAY_MILLIS = 5_000;

    private final Path python;
    private final WorkerConfig config;
    private final Counts counts;
    private final Map<Flavour, Zygote> zygotes = new ConcurrentHashMap<>();
    private long delayMillis;
    private long notBefore;
    private boolean closed;

    ZygotePool(Path python, WorkerConfig config, Counts counts) {
        this.counts = counts;
        this.python = python;
        this.config = config;
    }

    /** Returns a living zygote, blocking while one starts. */
    synchronized Zygote zygote(Flavour flavour) {
        var zygote = zygotes.get(flavour);
        if (zygote != null && zygote.isAlive()) {
            return zygote;
        }
        if (zygote != null) {
            LOG.warn("zygote {} died: {}; starting another", flavour, zygote.lastError());
            zygotes.remove(flavour);
            zygote.close();
            backOff(FIRST_DELAY_MILLIS);
        }
        return start(flavour);
    }

    /** What is wrong with the zygotes, if anything; does not wait for one that starts. */
    Optional<String> problem() {
        return zygotes.values().stream()
                .map(Zygote::problem)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private Zygote start(Flavour flavour) {
        pause();
        if (closed) {
            throw new PythonUnavailableException("the executor is closed", null);
        }
        try {
            var zygote = Zygote.start(python, config, flavour);
            zygotes.put(flavour, zygote);
            counts.zygoteStarted();
            delayMillis = 0;
            return zygote;
        } catch (PythonUnavailableException e) {
            backOff(Math.max(FIRST_DELAY_MILLIS, 2 * delayMillis));
            throw e;
        }
    }

    private void backOff(long millis) {
        delayMillis = Math.min(millis, LAST_DELAY_MILLIS);
        notBefore = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis);
    }

    private void pause() {
        try {
            while (delayMillis > 0 && !closed && System.nanoTime() - notBefore < 0) {
                wait(delayMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PythonUnavailableException("interrupted while waiting to start Python again", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        zygotes.values().forEach(Zygote::close);
        zygotes.clear();
    }
}
