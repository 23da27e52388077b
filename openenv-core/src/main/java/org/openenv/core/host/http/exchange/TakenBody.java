package org.openenv.core.host.http.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.channels.StreamSinkChannel;

/** An answer's body, written on a thread that may wait; a client that takes it too slowly is given up. */
public final class TakenBody extends OutputStream {

    /** How much of a file is moved at once. */
    public static final int PART = 256 * 1024;

    private final StreamSinkChannel channel;
    private final Pace pace;

    public TakenBody(StreamSinkChannel channel, Duration patience) {
        this.channel = channel;
        this.pace = new Pace(patience);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer part = ByteBuffer.wrap(bytes, offset, length);
        while (part.hasRemaining()) {
            int written = channel.write(part);
            if (written > 0) {
                pace.note(0, written);
            } else {
                await();
            }
        }
    }

    /** Whatever was written is on its way when this returns. */
    @Override
    public void flush() throws IOException {
        while (!channel.flush()) {
            await();
        }
    }

    /** Ends the answer. */
    @Override
    public void close() throws IOException {
        channel.shutdownWrites();
        flush();
    }

    private void await() throws IOException {
        long began = System.nanoTime();
        channel.awaitWritable(pace.left(), TimeUnit.NANOSECONDS);
        pace.note(System.nanoTime() - began, 0);
    }
}
