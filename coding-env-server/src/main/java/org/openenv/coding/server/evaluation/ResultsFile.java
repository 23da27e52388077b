package org.openenv.coding.server.evaluation;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openenv.coding.server.task.format.LineReader;
import org.openenv.coding.server.task.format.TaskReader;

/**
 * Results in JSON lines, each written whole as soon as it is there, so that a run that was ended goes on where it was. Half a line
 * at the end, of a run that was killed, is dropped. Safe for use by several threads.
 */
final class ResultsFile implements AutoCloseable {

    private static final String ANOTHER = "; name another file by --results, or begin anew by --restart";

    private final Path path;
    private final RandomAccessFile file;
    private final Map<Integer, Result> results = new TreeMap<>();
    private boolean closed;

    private ResultsFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Opens a file, or makes it.
     *
     * @param anew whether what stands in it is dropped
     * @throws IllegalArgumentException if it is of something else, or another process writes it
     */
    static ResultsFile open(Path path, boolean anew) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IllegalArgumentException("--results names a file, was " + path);
        }
        var file = new RandomAccessFile(path.toFile(), "rw");
        try {
            if (!isLocked(file)) {
                throw new IllegalArgumentException("another process writes " + path);
            }
            if (anew) {
                file.setLength(0);
            }
            var results = new ResultsFile(path, file);
            long whole = results.read();
            file.setLength(whole);
            file.seek(whole);
            return results;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static boolean isLocked(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException taken) {
            return false;
        }
    }

    /** Returns where the last whole line ends. */
    private long read() throws IOException {
        long end = 0;
        @SuppressWarnings("resource") // to close a second stream of a file would give up the lock on it
        var lines = new LineReader(Channels.newInputStream(file.getChannel()));
        for (byte[] line = lines.next(); line != null && lines.whole(); line = lines.next()) {
            try {
                Result result = Result.of(TaskReader.json(line));
                results.put(result.sample(), result);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        path + ", line " + lines.number() + ": " + e.getMessage() + ANOTHER, e);
            }
            end += line.length + 1;
        }
        return end;
    }

    /**
     * Returns whether a sample has its result.
     *
     * @throws IllegalArgumentException if it is that of another sample
     */
    synchronized boolean has(Sample sample) {
        Result known = results.get(sample.number());
        if (known != null && !known.digest().equals(sample.digest())) {
            throw new IllegalArgumentException(path + " holds results of other samples: that of line " + sample.number()
                    + " is not of the sample there" + ANOTHER);
        }
        return known != null;
    }

    synchronized void add(Result result) {
        if (closed) {
            return;
        }
        try {
            file.write((result.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the results can't be written to " + path + ": " + e.getMessage(), e);
        }
        results.put(result.sample(), result);
    }

    /** Returns the results so far, in the order of the samples. */
    synchronized Collection<Result> all() {
        return List.copyOf(results.values());
    }

    synchronized int size() {
        return results.size();
    }

    /** From here on nothing is written any more. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        file.close();
    }
}
