package org.openenv.core.host.http.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.openenv.core.OpenEnvException;
import org.openenv.core.WorkspaceFailure;
import org.openenv.core.WorkspacePath;

/** Reads a tar entry by entry: ustar, its pax headers, and GNU's long names. Nothing is believed, and nothing large kept. */
final class TarReader {

    private static final int LARGEST_HEADER = 64 * 1024;

    /**
     * One entry.
     *
     * @param name its path
     * @param size how long its content is
     * @param type as the format has it
     */
    record Entry(String name, long size, char type) {

        boolean isFile() {
            return (type == '0' || type == 0) && !name.endsWith("/");
        }

        boolean isFolder() {
            return type == '5' || ((type == '0' || type == 0) && name.endsWith("/"));
        }
    }

    private final InputStream in;
    private long left;
    private long padding;

    TarReader(InputStream in) {
        this.in = in;
    }

    /** The next entry, or {@code null} at the end; what was not read of the last one is passed over. */
    @Nullable
    Entry next() throws IOException {
        byte @Nullable [] longName = null;
        long longSize = -1;
        while (true) {
            in.skipNBytes(left + padding);
            left = padding = 0;
            byte[] block = in.readNBytes(TarWriter.BLOCK);
            if (block.length == 0 || isZero(block)) {
                var unused = in.readNBytes(LARGEST_HEADER); // zeros up to a record's end
                return null;
            }
            if (block.length < TarWriter.BLOCK || !isSound(block)) {
                throw bad("a header is cut off, or its checksum is wrong");
            }
            char type = (char) (block[156] & 0xff);
            content(number(block, 124, 12));
            if (type == 'x') {
                byte[] extended = whole();
                byte[] path = value(extended, "path");
                longName = path == null ? longName : path;
                byte[] size = value(extended, "size");
                longSize = size == null ? longSize : decimal(size);
            } else if (type == 'L') {
                byte[] name = whole();
                longName = Arrays.copyOf(name, end(name, 0, name.length));
            } else if (type != 'g' && type != 'K') {
                if (longSize >= 0) {
                    content(longSize);
                }
                return new Entry(WorkspacePath.text(longName == null ? name(block) : longName), left, type);
            }
        }
    }

    private void content(long size) {
        left = size;
        padding = -size & (TarWriter.BLOCK - 1);
    }

    /** The content of the last entry. */
    InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int read = in.read(bytes, offset, (int) Math.min(length, left));
                if (read < 0) {
                    throw bad("it ends in the middle of a file");
                }
                left -= read;
                return read;
            }
        };
    }

    private byte[] whole() throws IOException {
        if (left > LARGEST_HEADER) {
            throw bad("a header is larger than " + LARGEST_HEADER + " bytes");
        }
        byte[] bytes = in.readNBytes((int) left);
        left = 0;
        return bytes;
    }

    private static byte[] name(byte[] block) {
        byte[] name = Arrays.copyOf(block, end(block, 0, 100));
        int prefixEnd = end(block, 345, 155);
        boolean ustar = new String(block, 257, 5, StandardCharsets.US_ASCII).equals("ustar") && block[262] == 0;
        if (!ustar || prefixEnd == 345) {
            return name;
        }
        byte[] whole = Arrays.copyOfRange(block, 345, prefixEnd + 1 + name.length);
        whole[prefixEnd - 345] = '/';
        System.arraycopy(name, 0, whole, prefixEnd - 345 + 1, name.length);
        return whole;
    }

    private static int end(byte[] bytes, int from, int most) {
        int at = from;
        while (at < from + most && bytes[at] != 0) {
            at++;
        }
        return at;
    }

    /** The value of a pax header's line {@code LENGTH KEY=VALUE}. */
    private static byte @Nullable [] value(byte[] extended, String key) {
        byte @Nullable [] found = null;
        int at = 0;
        while (at < extended.length) {
            int blank = at;
            while (blank < extended.length && extended[blank] != ' ') {
                blank++;
            }
            int length = (int) Math.min(decimal(Arrays.copyOfRange(extended, at, blank)), Integer.MAX_VALUE);
            if (length <= blank - at + 1 || length > extended.length - at) {
                throw bad("a pax header makes no sense");
            }
            String line = new String(extended, blank + 1, length - (blank - at) - 1, StandardCharsets.ISO_8859_1);
            if (line.startsWith(key + "=")) {
                found = line.substring(key.length() + 1, line.length() - 1).getBytes(StandardCharsets.ISO_8859_1);
            }
            at += length;
        }
        return found;
    }

    private static long decimal(byte[] digits) {
        try {
            long value = Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw bad("a number of a pax header makes no sense");
    }

    private static long number(byte[] block, int at, int width) {
        if ((block[at] & 0x80) != 0) { // GNU's way for large ones
            long value = block[at] & 0x7f;
            for (int i = 1; i < width; i++) {
                if (value > Long.MAX_VALUE >> 9) {
                    throw bad("a size makes no sense");
                }
                value = (value << 8) | (block[at + i] & 0xff);
            }
            return value;
        }
        String text = new String(block, at, width, StandardCharsets.US_ASCII)
                .replace('\0', ' ')
                .strip();
        try {
            return text.isEmpty() ? 0 : Math.max(0, Long.parseLong(text, 8));
        } catch (NumberFormatException e) {
            throw bad("a size makes no sense");
        }
    }

    private static boolean isSound(byte[] block) {
        long sum = 0;
        for (int i = 0; i < block.length; i++) {
            sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xff;
        }
        return sum == number(block, 148, 8);
    }

    private static boolean isZero(byte[] block) {
        for (byte each : block) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    private static OpenEnvException bad(String why) {
        return WorkspaceFailure.BAD_REQUEST.exception("This is no tar that can be read: " + why + ".");
    }
}
