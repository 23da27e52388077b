package org.openenv.core.host.http.exchange;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * A body of which no more is read than a message may have and a little more, by whomever: the connection's own limit holds for all
 * routes, and there is one that takes more. What is refused is read over up to here, for an answer is lost where a connection is
 * closed upon bytes that nobody has read.
 */
public final class BoundedBody extends AbstractStreamSourceConduit<StreamSourceConduit> {

    public static final int READ_OVER = 64 << 20;

    private long left;

    private BoundedBody(StreamSourceConduit next, long most) {
        super(next);
        this.left = most;
    }

    /** Bounds a request's body. */
    public static void bound(HttpServerExchange exchange, long most) {
        exchange.addRequestWrapper((factory, wrapped) -> new BoundedBody(factory.create(), most + READ_OVER));
    }

    private long counted(long read) throws IOException {
        left -= Math.max(0, read);
        if (left < 0) {
            throw new RequestTooBigException("the body is far larger than a message may be");
        }
        return read;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return (int) counted(super.read(target));
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return counted(super.read(targets, offset, length));
    }

    @Override
    public long transferTo(long position, long count, FileChannel target) throws IOException {
        return counted(super.transferTo(position, count, target));
    }

    @Override
    public long transferTo(long count, ByteBuffer through, StreamSinkChannel target) throws IOException {
        return counted(super.transferTo(count, through, target));
    }
}
