package org.openenv.coding.server.task.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads the tasks of files: lines of JSON or one JSON array, plain or gzipped. */
public final class TaskFiles {

    private static final int GZIP = 0x1f;
    private static final int PARQUET = 'P';
    private static final int SPACE = ' ';

    private TaskFiles() {}

    /** Hears of what stands in the files, in their order. */
    public interface Listener {

        /**
         * Hears of a task.
         *
         * @param task the task
         * @param line its line, from which its tests can be had
         * @param place where it stands
         * @throws IllegalArgumentException if it can't be taken; it is left out then
         */
        void task(Task task, byte[] line, Place place);

        /**
         * Hears of what can't be read.
         *
         * @param where the file and, where it is a line of it, its number
         * @param why what is wrong with it
         */
        void leftOut(String where, String why);
    }

    /**
     * Opens a file, unpacking it if it is gzipped, whatever its name is.
     *
     * @param file a file, not a folder and no pipe
     * @return its content
     * @throws IllegalArgumentException if there is no such file
     * @throws IOException if it can't be read
     */
    public static InputStream open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    Files.exists(file) ? file + " is no file with lines" : "there is no file " + file);
        }
        var in = new PushbackInputStream(Files.newInputStream(file));
        try {
            int first = in.read();
            if (first >= 0) {
                in.unread(first);
            }
            return first == GZIP ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /**
     * Reads the tasks of a file, or of each file in a folder whose name ends in {@code .jsonl} or {@code .json}, also gzipped.
     *
     * @param from a file or a folder
     * @param listener hears of each task
     * @throws IllegalArgumentException if there is nothing to read from
     */
    public static void read(Path from, Listener listener) {
        for (Path file : files(from)) {
            try {
                readFile(file, listener);
            } catch (IllegalArgumentException e) {
                listener.leftOut(file.toString(), String.valueOf(e.getMessage()));
            } catch (EOFException | ZipException e) {
                listener.leftOut(file.toString(), "is packed, but broken: " + e.getMessage());
            } catch (IOException e) {
                listener.leftOut(file.toString(), "can't be read: " + e);
            }
        }
    }

    private static List<Path> files(Path from) {
        if (!Files.isDirectory(from)) {
            if (!Files.exists(from)) {
                throw new IllegalArgumentException("there are no tasks at " + from + ": no such file or folder");
            }
            return List.of(from);
        }
        try (Stream<Path> inside = Files.list(from)) {
            List<Path> files = inside.filter(file -> file.toString().matches(".*\\.jsonl?(\\.gz)?"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new IllegalArgumentException("there are no tasks in " + from
                        + ": no file there is named *.jsonl or *.json, or that with .gz");
            }
            return files;
        } catch (IOException e) {
            throw new IllegalArgumentException("the folder " + from + " can't be read: " + e, e);
        }
    }

    private static void readFile(Path file, Listener listener) throws IOException {
        try (var lines = new LineReader(open(file))) {
            byte[] line = lines.next();
            if (line == null) {
                throw new IllegalArgumentException("is empty");
            }
            if (line.length > 0 && line[0] == PARQUET) {
                throw new IllegalArgumentException("is no JSON (Parquet?); write it as JSON lines first");
            }
            if (firstOf(line) == '[') {
                readArray(file, listener);
                return;
            }
            for (; line != null; line = lines.next()) {
                Place place = new Place(file, lines.number());
                if (lines.tooLong()) {
                    listener.leftOut(
                            place.toString(),
                            "is longer than " + Bounds.bytes(Bounds.LINE) + ", for which there is no memory");
                } else if (firstOf(line) != 0) {
                    readOne(line, place, listener);
                }
            }
        }
    }

    /** A file of one array, whatever its lines are. */
    private static void readArray(Path file, Listener listener) throws IOException {
        byte[] whole;
        try (InputStream in = open(file)) {
            whole = in.readNBytes(Bounds.LINE + 1);
        }
        if (whole.length > Bounds.LINE) {
            throw new IllegalArgumentException("is a JSON array of more than " + Bounds.bytes(Bounds.LINE)
                    + ", for which there is no memory; write it as JSON lines");
        }
        int number = 0;
        for (JsonNode element : BoundedJson.read(whole)) {
            readOne(BoundedJson.MAPPER.writeValueAsBytes(element), new Place(file, ++number), listener);
        }
    }

    private static void readOne(byte[] line, Place place, Listener listener) {
        try {
            listener.task(TaskReader.task(line, place), line, place);
        } catch (IllegalArgumentException e) {
            listener.leftOut(place.toString(), String.valueOf(e.getMessage()));
        }
    }

    /** The first byte that is no white space, or 0. */
    private static int firstOf(byte[] line) {
        for (byte one : line) {
            if (one < 0 || one > SPACE) {
                return one;
            }
        }
        return 0;
    }
}
