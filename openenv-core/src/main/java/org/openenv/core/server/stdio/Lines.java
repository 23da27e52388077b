package org.openenv.core.server.stdio;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Lines of bytes, up to a length. Used by one thread. */
final class Lines {

    /** A line without its end. */
    static final class Line {

        private final byte[] bytes;
        private final boolean tooLong;

        private Line(byte[] bytes, boolean tooLong) {
            this.bytes = bytes;
            this.tooLong = tooLong;
        }

        /** What stood in it; empty if it was too long. */
        byte[] bytes() {
            return bytes;
        }

        /** Whether it was longer than any may be; its bytes are gone then. */
        boolean tooLong() {
            return tooLong;
        }

        boolean blank() {
            for (byte each : bytes) {
                if (each != ' ' && each != '\r' && each != '\t') {
                    return false;
                }
            }
            return !tooLong;
        }
    }

    private final InputStream in;
    private final int longest;

    Lines(InputStream in, int longest) {
        this.in = new BufferedInputStream(in);
        this.longest = longest;
    }

    /** The next line; empty at the end. Blocks. */
    Optional<Line> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        int read = in.read();
        if (read < 0) {
            return Optional.empty();
        }
        for (; read >= 0 && read != '\n'; read = in.read()) {
            if (tooLong || line.size() == longest) {
                tooLong = true;
            } else {
                line.write(read);
            }
        }
        return Optional.of(new Line(tooLong ? new byte[0] : line.toByteArray(), tooLong));
    }
}
