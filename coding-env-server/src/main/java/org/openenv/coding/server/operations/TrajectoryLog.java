package org.openenv.coding.server.operations;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.openenv.core.host.HostObserver;
import org.openenv.core.wire.WireCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records every reset and step as a line of JSON, one file an episode, appended only. Bounded in all: once the folder holds
 * as much as it may, further lines are dropped and counted, as they are when the disk is full. Safe for use by several
 * threads.
 */
public final class TrajectoryLog implements HostObserver {

    private static final Logger LOG = LoggerFactory.getLogger(TrajectoryLog.class);
    private static final int LONGEST_NAME = 100;

    private final Path folder;
    private final long maxBytes;
    private final AtomicLong bytes;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean complained = new AtomicBoolean();

    /**
     * Makes a record in a folder, which is made if it is not there.
     *
     * @param folder where the files go; what it holds already counts
     * @param maxBytes how much it may hold in all
     * @throws IllegalArgumentException if it can't be written to
     */
    public TrajectoryLog(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        try {
            Files.createDirectories(folder);
            this.bytes = new AtomicLong(size(folder));
        } catch (IOException e) {
            throw new IllegalArgumentException("can't write trajectories to " + folder + ": " + e, e);
        }
        if (!Files.isWritable(folder)) {
            throw new IllegalArgumentException("can't write trajectories to " + folder + ": it is not writable");
        }
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jsonl"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Override
    public void answered(Exchange exchange) {
        if (exchange.kind() == Kind.STATE) {
            return;
        }
        byte[] line = (WireCodec.writeValue(fields(exchange)) + "\n").getBytes(StandardCharsets.UTF_8);
        if (bytes.addAndGet(line.length) > maxBytes) {
            bytes.addAndGet(-line.length);
            drop("the folder holds the " + maxBytes + " bytes it may");
            return;
        }
        try {
            Files.write(file(exchange), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            written.incrementAndGet();
        } catch (IOException e) {
            bytes.addAndGet(-line.length);
            drop(e.toString());
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
        String name = episode.replaceAll("[^A-Za-z0-9._-]", "_");
        return folder.resolve(
                name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "-" + exchange.sessionId() + ".jsonl");
    }

    private static Map<String, Object> fields(Exchange exchange) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", exchange.startedAt().toString());
        fields.put("session_id", exchange.sessionId());
        fields.put("environment", exchange.environment());
        fields.put("episode_id", exchange.episodeId());
        fields.put("kind", exchange.kind() == Kind.STEP ? "step" : "reset");
        fields.put("step", exchange.step());
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
     * Returns how many lines were written and dropped, for a metrics page.
     *
     * @return {@code trajectory_lines_written_total} and {@code trajectory_lines_dropped_total}
     */
    public Map<String, Number> gauges() {
        return Map.of("trajectory_lines_written_total", written.get(), "trajectory_lines_dropped_total", dropped.get());
    }
}
