package org.openenv.core.host.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.channels.StreamSinkChannel;

/** An answer's body, written on a thread that may wait; a client that takes nothing for a time is given up. */
final class TakenBody extends OutputStream {

    private final StreamSinkChannel channel;
    private final Duration patience;

    TakenBody(StreamSinkChannel channel, Duration patience) {
        this.channel = channel;
        this.patience = patience;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer part = ByteBuffer.wrap(bytes, offset, length);
        long waitsSince = System.nanoTime();
        while (part.hasRemaining()) {
            if (channel.write(part) > 0) {
                waitsSince = System.nanoTime();
            } else {
                await(waitsSince);
            }
        }
    }

    /** Whatever was written is on its way when this returns. */
    @Override
    public void flush() throws IOException {
        long waitsSince = System.nanoTime();
        while (!channel.flush()) {
            await(waitsSince);
        }
    }

    /** Ends the answer. */
    @Override
    public void close() throws IOException {
        channel.shutdownWrites();
        flush();
    }

    private void await(long since) throws IOException {
        long left = patience.toNanos() - (System.nanoTime() - since);
        if (left <= 0) {
            throw new SocketTimeoutException("nothing was taken for " + patience);
        }
        channel.awaitWritable(left, TimeUnit.NANOSECONDS);
    }
}
