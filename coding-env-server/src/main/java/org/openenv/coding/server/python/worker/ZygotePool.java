package org.openenv.coding.server.python.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openenv.coding.server.python.PythonUnavailableException;

/**
 * Keeps one zygote of each flavour, started on first need, again when it has died, and anew from time to time. A start
 * keeps nobody waiting but those who want that flavour. Safe for use by several threads.
 */
final class ZygotePool implements AutoCloseable {

    private final Path python;
    private final WorkerConfig config;
    private final Counts counts;
    private final Map<Flavour, ZygoteStart> current = new EnumMap<>(Flavour.class);
    private final Map<Flavour, ZygoteStart> next = new EnumMap<>(Flavour.class);
    private final List<Zygote> retired = new ArrayList<>();
    private boolean closed;

    ZygotePool(Path python, WorkerConfig config, Counts counts) {
        this.python = python;
        this.config = config;
        this.counts = counts;
    }

    /** Returns a living zygote, blocking while one starts. */
    Zygote zygote(Flavour flavour) {
        return started(flavour).await();
    }

    /** What is wrong with the zygotes, if anything; does not wait for one that starts. */
    synchronized Optional<String> problem() {
        return current.values().stream()
                .map(ZygoteStart::problem)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private synchronized ZygoteStart started(Flavour flavour) {
        if (closed) {
            throw new PythonUnavailableException("the executor is closed", null);
        }
        closeIdle();
        var now = current.get(flavour);
        if (now == null || now.hasFailed()) {
            now = new ZygoteStart(python, config, flavour, counts, now);
            current.put(flavour, now);
        } else if (now.isOlderThan(config.renewal())) {
            now = renewed(flavour, now);
        }
        return now;
    }

    /** The old one goes on until a new one is ready, and ends when its last session has. */
    private ZygoteStart renewed(Flavour flavour, ZygoteStart old) {
        var fresh = next.get(flavour);
        if (fresh == null && retired.isEmpty()) {
            next.put(flavour, new ZygoteStart(python, config, flavour, counts, null));
        } else if (fresh != null && fresh.isReady()) {
            next.remove(flavour);
            current.put(flavour, fresh);
            retired.add(old.await());
            return fresh;
        } else if (fresh != null && fresh.hasFailed()) {
            next.remove(flavour);
        }
        return old;
    }

    private void closeIdle() {
        for (Zygote zygote : List.copyOf(retired)) {
            if (zygote.isIdle()) {
                retired.remove(zygote);
                Threads.daemon("openenv-zygote-end", zygote::close);
            }
        }
    }

    @Override
    public void close() {
        var starts = new ArrayList<ZygoteStart>();
        var zygotes = new ArrayList<Zygote>();
        synchronized (this) {
            closed = true;
            starts.addAll(current.values());
            starts.addAll(next.values());
            zygotes.addAll(retired);
        }
        starts.forEach(ZygoteStart::close);
        zygotes.forEach(Zygote::close);
    }
}
