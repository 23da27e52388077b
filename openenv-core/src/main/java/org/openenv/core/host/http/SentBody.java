package org.openenv.core.host.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.channels.Channels;
import org.xnio.channels.StreamSourceChannel;

/** A request's body, read on a thread that may wait; a client that sends nothing for a time is given up. */
final class SentBody extends InputStream {

    private final StreamSourceChannel channel;
    private final Duration patience;
    private boolean ended;

    SentBody(StreamSourceChannel channel, Duration patience) {
        this.channel = channel;
        this.patience = patience;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        ByteBuffer part = ByteBuffer.wrap(bytes, offset, length);
        int read = Channels.readBlocking(channel, part, patience.toMillis(), TimeUnit.MILLISECONDS);
        if (read == 0) {
            throw new SocketTimeoutException("nothing came for " + patience);
        }
        ended = read < 0;
        return read;
    }
}
