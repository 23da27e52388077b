package org.openenv.coding.server.task.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of a file, one after another, of which none is kept that is too long. Used by one thread. */
public final class LineReader implements AutoCloseable {

    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private int number;
    private boolean tooLong;
    private boolean whole;

    /**
     * Reads lines.
     *
     * @param in where they come from; closed with the reader
     */
    public LineReader(InputStream in) {
        this(in, Bounds.LINE);
    }

    LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * Returns the next line.
     *
     * @return its bytes without its end, empty if it is {@link #tooLong}; {@code null} behind the last
     * @throws IOException if it can't be read
     */
    public byte @Nullable [] next() throws IOException {
        if (!filled()) {
            return null;
        }
        var line = new ByteArrayOutputStream();
        number++;
        tooLong = false;
        whole = false;
        while (!whole && filled()) {
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            whole = stop < end;
            tooLong |= line.size() + stop - at > longest;
            if (!tooLong) {
                line.write(buffer, at, stop - at);
            }
            at = whole ? stop + 1 : stop;
        }
        return tooLong ? new byte[0] : withoutMark(line.toByteArray());
    }

    private boolean filled() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer));
        }
        return at < end;
    }

    /** What some editors put before the first line means nothing. */
    private byte[] withoutMark(byte[] line) {
        return number == 1 && line.length >= MARK.length && Arrays.equals(line, 0, MARK.length, MARK, 0, MARK.length)
                ? Arrays.copyOfRange(line, MARK.length, line.length)
                : line;
    }

    /**
     * Returns the number of the line that was read last.
     *
     * @return from 1 on; 0 before the first
     */
    public int number() {
        return number;
    }

    /**
     * Returns whether the line that was read last is longer than what is kept.
     *
     * @return {@code true} if so
     */
    public boolean tooLong() {
        return tooLong;
    }

    /**
     * Returns whether the line that was read last has an end; one without may have been cut off.
     *
     * @return {@code false} for what stands behind the last line end
     */
    public boolean whole() {
        return whole;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
