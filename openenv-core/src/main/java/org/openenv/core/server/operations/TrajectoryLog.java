package org.openenv.core.server.operations;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.HostObserver;
import org.openenv.core.wire.WireCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records every reset and step as a line of JSON, one file an episode, appended only. The lines are written by a thread of
 * its own: a disk that is slow, full or gone delays no step, and leaves whole lines. Bounded: once the folder holds as much as it
 * may, further lines are dropped and counted, or the oldest files deleted; once as much waits for the disk as may wait, lines are
 * dropped. Safe for use by several threads.
 */
public final class TrajectoryLog implements HostObserver, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrajectoryLog.class);
    private static final int LONGEST_NAME = 100;
    private static final Duration LAST_LINES = Duration.ofSeconds(10);

    private final Path folder;
    private final long maxBytes;
    private final boolean rotating;
    private final AtomicLong bytes;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean complained = new AtomicBoolean();
    private final LineWriter writer;

    /**
     * Makes a record in a folder, which is made if it is not there. What waits for the disk is at most 64 MiB, or an eighth
     * of the heap where that is less.
     *
     * @param folder where the files go; what it holds already counts
     * @param maxBytes how much it may hold in all
     * @param rotating whether the oldest files are deleted when it holds more, instead of dropping new lines
     * @throws IllegalArgumentException if it can't be written to
     */
    public TrajectoryLog(Path folder, long maxBytes, boolean rotating) {
        this(
                folder,
                maxBytes,
                rotating,
                Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8));
    }

    TrajectoryLog(Path folder, long maxBytes, boolean rotating, long maxWaitingBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.rotating = rotating;
        try {
            Files.createDirectories(folder);
            this.bytes = new AtomicLong(size(folder));
        } catch (IOException e) {
            throw new IllegalArgumentException("can't write trajectories to " + folder + ": " + e, e);
        }
        if (!Files.isWritable(folder)) {
            throw new IllegalArgumentException("can't write trajectories to " + folder + ": it is not writable");
        }
        this.writer = new LineWriter(maxWaitingBytes, this::written);
    }

    private static long size(Path folder) throws IOException {
        return files(folder).stream().mapToLong(file -> file.toFile().length()).sum();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jsonl"))
                    .toList();
        }
    }

    @Override
    public void answered(Exchange exchange) {
        if (exchange.kind() == Kind.STATE) {
            return;
        }
        byte[] line = line(exchange);
        if (line == null) {
            return;
        }
        if (bytes.addAndGet(line.length) > maxBytes && (!rotating || line.length > maxBytes)) {
            bytes.addAndGet(-line.length);
            drop("the folder holds the " + maxBytes + " bytes it may");
        } else if (!writer.offer(file(exchange), line)) {
            bytes.addAndGet(-line.length);
            drop("the disk is slower than the steps");
        }
    }

    private byte @Nullable [] line(Exchange exchange) {
        try {
            return (WireCodec.writeValue(fields(exchange)) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError unwritable) {
            drop(unwritable.toString());
            return null;
        }
    }

    private void written(int length, @Nullable Throwable failure) {
        if (failure == null) {
            written.incrementAndGet();
            if (rotating && bytes.get() > maxBytes) {
                rotate();
            }
        } else {
            bytes.addAndGet(-length);
            drop(failure.toString());
        }
    }

    /** Deletes the oldest files until there is room. On the thread that writes. */
    private void rotate() {
        try {
            Map<Path, FileTime> ages = new HashMap<>();
            for (Path file : files(folder)) {
                ages.put(file, Files.getLastModifiedTime(file));
            }
            List<Path> oldestFirst = new ArrayList<>(ages.keySet());
            oldestFirst.sort(Comparator.comparing(ages::get));
            for (Path file : oldestFirst) {
                if (bytes.get() <= maxBytes) {
                    return;
                }
                long size = Files.size(file);
                Files.delete(file);
                bytes.addAndGet(-size);
            }
        } catch (IOException e) {
            if (complained.compareAndSet(false, true)) {
                LOG.warn("old trajectories can't be deleted: {}", e.toString());
            }
        }
    }

    private void drop(String reason) {
        dropped.incrementAndGet();
        if (complained.compareAndSet(false, true)) {
            LOG.warn(
                    "trajectories are being dropped: {}; the metric openenv_trajectory_lines_dropped_total counts them",
                    reason);
        }
    }

    /** The session's id keeps apart the episodes that clients gave one name. */
    private Path file(Exchange exchange) {
        String episode = exchange.episodeId() == null ? "episode" : exchange.episodeId();
        String name =
                episode.substring(0, Math.min(episode.length(), LONGEST_NAME)).replaceAll("[^A-Za-z0-9._-]", "_");
        return folder.resolve(name + "-" + exchange.sessionId() + ".jsonl");
    }

    private static Map<String, Object> fields(Exchange exchange) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", exchange.startedAt().toString());
        fields.put("session_id", exchange.sessionId());
        fields.put("environment", exchange.environment());
        fields.put("episode_id", exchange.episodeId());
        if (exchange.parent() != null) {
            fields.put("forked_from", exchange.parent());
        }
        fields.put("kind", exchange.kind() == Kind.STEP ? "step" : "reset");
        fields.put("step", exchange.step());
        if (!exchange.options().isEmpty()) {
            fields.put("options", exchange.options());
        }
        fields.put("action", exchange.action());
        if (exchange.result() != null) {
            fields.put("observation", exchange.result().observation());
            fields.put("reward", exchange.result().reward());
            fields.put("done", exchange.result().done());
            fields.put("metadata", exchange.result().metadata());
        }
        fields.put("error", exchange.failure());
        fields.put("duration_s", exchange.duration().toNanos() / 1e9);
        return fields;
    }

    /**
     * Returns what there is to watch, for a metrics page.
     *
     * @return how many lines were written and dropped, and how many bytes wait for the disk
     */
    public GaugeSource gauges() {
        return new GaugeSource(
                null,
                () -> Map.of(
                        "trajectory_lines_written_total", written.get(),
                        "trajectory_lines_dropped_total", dropped.get(),
                        "trajectory_waiting_bytes", writer.waitingBytes()),
                Map.of(
                        "trajectory_lines_written_total", "Lines of trajectories that are on the disk.",
                        "trajectory_lines_dropped_total", "Lines of trajectories that found no room.",
                        "trajectory_waiting_bytes", "Bytes of trajectories that wait for the disk."));
    }

    /** Writes what still waits, for 10 s at most; the rest is dropped and counted, as is what comes later. */
    @Override
    public void close() {
        writer.close(LAST_LINES);
    }
}
