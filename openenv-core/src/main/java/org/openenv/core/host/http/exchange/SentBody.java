package org.openenv.core.host.http.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.channels.Channels;
import org.xnio.channels.StreamSourceChannel;

/** A request's body, read on a thread that may wait; a client that sends too slowly is given up. */
public final class SentBody extends InputStream {

    private final StreamSourceChannel channel;
    private final Pace pace;
    private boolean ended;

    public SentBody(StreamSourceChannel channel, Duration patience) {
        this.channel = channel;
        this.pace = new Pace(patience);
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
        while (true) {
            long began = System.nanoTime();
            int read = Channels.readBlocking(channel, part, pace.left(), TimeUnit.NANOSECONDS);
            pace.note(System.nanoTime() - began, Math.max(0, read));
            if (read != 0) {
                ended = read < 0;
                return read;
            }
        }
    }
}
