package org.openenv.core.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * A body in chunks, of which no more than so many bytes are read, by whomever: the connection's own limit holds for all routes,
 * and there is one that takes more.
 */
final class BoundedBody extends AbstractStreamSourceConduit<StreamSourceConduit> {

    private final long most;
    private long left;

    private BoundedBody(StreamSourceConduit next, long most) {
        super(next);
        this.most = most;
        this.left = most;
    }

    /** Bounds a request's body, unless its length is known. */
    static void bound(HttpServerExchange exchange, long most) {
        if (exchange.getRequestHeaders().contains(Headers.TRANSFER_ENCODING)) {
            exchange.addRequestWrapper((factory, wrapped) -> new BoundedBody(factory.create(), most));
        }
        if (exchange.getMaxEntitySize() <= 0 || exchange.getMaxEntitySize() > most) {
            exchange.setMaxEntitySize(most);
        }
    }

    private long counted(long read) throws IOException {
        left -= Math.max(0, read);
        if (left < 0) {
            throw new RequestTooBigException("the body is larger than " + most + " bytes");
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
