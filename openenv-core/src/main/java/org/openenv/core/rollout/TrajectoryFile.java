package org.openenv.core.rollout;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of trajectories, an episode a line, each written whole and at once so that a trainer that dies leaves what was
 * played. Safe for use by several threads.
 */
public final class TrajectoryFile implements AutoCloseable {

    private final BufferedWriter writer;

    private TrajectoryFile(BufferedWriter writer) {
        this.writer = writer;
    }

    /**
     * Opens a file to add lines to it; makes it if there is none.
     *
     * @param file where, as a rule {@code *.jsonl}
     * @return the open file; the caller closes it
     * @throws UncheckedIOException if it can't be opened
     */
    public static TrajectoryFile append(Path file) {
        try {
            return new TrajectoryFile(
                    Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException("trajectories can't be written to " + file, e);
        }
    }

    /**
     * Writes an episode.
     *
     * @param rollout the episode
     * @throws UncheckedIOException if the disk refuses
     * @throws org.openenv.core.OpenEnvException if the prompt is nothing that JSON knows
     */
    public void write(Rollout<?, ?, ?> rollout) {
        String line = rollout.toJson() + "\n";
        synchronized (this) {
            try {
                writer.write(line);
                writer.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("a trajectory can't be written", e);
            }
        }
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("trajectories can't be closed", e);
        }
    }
}
