package org.openenv.core.host.http.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.openenv.core.Workspace;
import org.openenv.core.WorkspacePath;

/** The records of a tar as POSIX has it (ustar, with pax headers for what does not fit): what stands before and behind files. */
final class TarWriter {

    static final String TYPE = "application/x-tar";
    static final int BLOCK = 512;

    private static final int LONGEST_NAME = 100;
    private static final long LARGEST = 077777777777L;

    private TarWriter() {}

    /** What stands before a file's content. */
    static byte[] file(String name, Workspace.Info info) {
        return entry(WorkspacePath.bytes(name), info.size(), info, '0', 0644);
    }

    /** What stands for a folder. */
    static byte[] folder(String name, Workspace.Info info) {
        return entry(WorkspacePath.bytes(name + "/"), 0, info, '5', 0755);
    }

    /** What stands behind a file's content. */
    static byte[] padding(long size) {
        return new byte[(int) (-size & (BLOCK - 1))];
    }

    /** What stands at the end. */
    static byte[] end() {
        return new byte[2 * BLOCK];
    }

    private static byte[] entry(byte[] name, long size, Workspace.Info info, char type, int mode) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream extended = new ByteArrayOutputStream();
        if (name.length > LONGEST_NAME) {
            extended.writeBytes(record("path", name));
        }
        if (size > LARGEST) {
            extended.writeBytes(record("size", ascii(String.valueOf(size))));
        }
        long modified = Math.max(0, info.modified().getEpochSecond());
        if (extended.size() > 0) {
            out.writeBytes(header(ascii("pax"), extended.size(), modified, 'x', 0644));
            out.writeBytes(extended.toByteArray());
            out.writeBytes(padding(extended.size()));
        }
        out.writeBytes(header(name, Math.min(size, LARGEST), modified, type, mode));
        return out.toByteArray();
    }

    /** A line of a pax header begins with its own length, in which that number counts. */
    private static byte[] record(String key, byte[] value) {
        int rest = key.length() + value.length + 3;
        int length = rest + String.valueOf(rest).length();
        length = rest + String.valueOf(length).length();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii(length + " " + key + "="));
        out.writeBytes(value);
        out.write('\n');
        return out.toByteArray();
    }

    private static byte[] header(byte[] name, long size, long modified, char type, int mode) {
        byte[] block = new byte[BLOCK];
        System.arraycopy(name, 0, block, 0, Math.min(name.length, LONGEST_NAME));
        octal(block, 100, 8, mode);
        octal(block, 108, 8, 0);
        octal(block, 116, 8, 0);
        octal(block, 124, 12, size);
        octal(block, 136, 12, Math.min(modified, LARGEST));
        Arrays.fill(block, 148, 156, (byte) ' ');
        block[156] = (byte) type;
        byte[] magic = ascii("ustar\00000");
        System.arraycopy(magic, 0, block, 257, magic.length);
        int sum = 0;
        for (byte each : block) {
            sum += each & 0xff;
        }
        octal(block, 148, 7, sum);
        return block;
    }

    private static void octal(byte[] block, int at, int width, long value) {
        byte[] digits = ascii(String.format(Locale.ROOT, "%0" + (width - 1) + "o", value));
        System.arraycopy(digits, 0, block, at, digits.length);
        block[at + width - 1] = 0;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
