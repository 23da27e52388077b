package org.openenv.coding.server.task;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Texts in a temporary file, so that the memory does not grow with the tasks, and so that what becomes of the files they were
 * read from is nobody's concern. The file has no name: it goes with the process, however that ends. Safe for use by several
 * threads.
 */
final class TaskStore implements AutoCloseable {

    private final RandomAccessFile file;
    private long end;

    TaskStore() {
        try {
            Path path = Files.createTempFile("openenv-tasks", null);
            try {
                // not a channel: that would be closed for all when a thread that reads is interrupted
                file = new RandomAccessFile(path.toFile(), "rw");
            } finally {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("there is no temporary file to be had for tasks", e);
        }
    }

    /** Where a text lies, and how long it is unpacked. */
    record Slot(long offset, int stored, int length) {}

    Slot add(byte[] text) {
        byte[] packed = deflate(text);
        synchronized (this) {
            try {
                file.seek(end);
                file.write(packed);
            } catch (IOException e) {
                throw new UncheckedIOException("the temporary file for tasks can't be written: " + e.getMessage(), e);
            }
            Slot slot = new Slot(end, packed.length, text.length);
            end += packed.length;
            return slot;
        }
    }

    byte[] get(Slot slot) {
        byte[] packed = new byte[slot.stored];
        try {
            synchronized (this) {
                file.seek(slot.offset);
                file.readFully(packed);
            }
            try (var in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
                return in.readNBytes(slot.length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary file of tasks can't be read: " + e.getMessage(), e);
        }
    }

    private static byte[] deflate(byte[] text) {
        var packed = new ByteArrayOutputStream(text.length / 4 + 64);
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try (var out = new DeflaterOutputStream(packed, deflater)) {
            out.write(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
