package org.openenv.coding.server.python.worker;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the Python side says: lines, of which some are followed by as many bytes as they say. A line that nobody
 * understands, or whose bytes don't fit into memory, is skipped; only the end of the stream ends this.
 */
final class ZygoteEvents implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ZygoteEvents.class);
    private static final int LONGEST_LINE = 1 << 20;
    private static final byte[] NOTHING = {};

    private final InputStream stream;
    private final Listener listener;

    /** Who wants to know. Whatever a method throws is logged, and the next line read. */
    interface Listener {

        /** A line other than the end of a worker. */
        void on(String word, String rest) throws IOException;

        /** A worker's end, with its last output. */
        void onEnd(int worker, WorkerExit exit);

        /** The end of the stream: nothing will be said any more. */
        void onSilence();
    }

    ZygoteEvents(InputStream stream, Listener listener) {
        this.stream = new BufferedInputStream(stream, 1 << 16);
        this.listener = listener;
    }

    @Override
    public void run() {
        try (stream) {
            while (true) {
                String line = readLine();
                try {
                    dispatch(line);
                } catch (EOFException e) {
                    throw e;
                } catch (IOException | RuntimeException | Error e) { // one line must not keep us from the next
                    LOG.warn("an event of the Python side is lost: {}", abbreviated(line), e);
                }
            }
        } catch (EOFException e) {
            LOG.debug("the Python side has closed its events");
        } catch (IOException e) {
            LOG.debug("the Python side's events have ended", e);
        } finally {
            listener.onSilence();
        }
    }

    private void dispatch(String line) throws IOException {
        if (!line.startsWith("X ")) {
            int blank = line.indexOf(' ');
            listener.on(blank < 0 ? line : line.substring(0, blank), blank < 0 ? "" : line.substring(blank + 1));
            return;
        }
        String[] words = line.split(" ", 6);
        if (words.length < 6) {
            throw new IOException("an end without facts");
        }
        int worker = Integer.parseInt(words[1]);
        byte[] out = readBytes(Integer.parseInt(words[3]));
        byte[] err = readBytes(Integer.parseInt(words[4]));
        listener.onEnd(worker, WorkerExit.of(Integer.parseInt(words[2]), words[5], out, err));
    }

    private String readLine() throws IOException {
        var line = new ByteArrayOutputStream(256);
        for (int next = stream.read(); next != '\n'; next = stream.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (line.size() < LONGEST_LINE) {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private byte[] readBytes(int size) throws IOException {
        if (size == 0) {
            return NOTHING;
        }
        byte[] bytes;
        try {
            bytes = new byte[size];
        } catch (OutOfMemoryError e) {
            LOG.warn("the last {} bytes of a worker's output are dropped: there is no memory for them", size);
            stream.skipNBytes(size);
            return NOTHING;
        }
        if (stream.readNBytes(bytes, 0, size) < size) {
            throw new EOFException();
        }
        return bytes;
    }

    private static String abbreviated(String line) {
        return line.length() <= 200 ? line : line.substring(0, 200) + "...";
    }
}
