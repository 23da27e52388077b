package org.openenv.core.host.http.file;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.Workspace;
import org.openenv.core.host.files.LaneCall;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.http.exchange.SentBody;
import org.openenv.core.host.http.exchange.TakenBody;
import org.openenv.core.host.resource.ByteBudget;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.Session;
import org.xnio.channels.StreamSourceChannel;

/**
 * One request about files, on a thread of its own that may wait for its client. Of the session's lane it has a turn for each part,
 * and of the host's memory one part. A client that is too slow is cut off.
 */
final class FileTransfer<A extends Action, O extends Observation, S extends State> {

    /** What is done with the files; whatever it throws is an answer, too. */
    @FunctionalInterface
    interface Work<A extends Action, O extends Observation, S extends State> {
        void run(FileTransfer<A, O, S> transfer) throws IOException;
    }

    static final int PART = TakenBody.PART;

    private final HttpServerExchange exchange;
    private final HostContext context;
    private final Session<A, O, S> session;
    private @Nullable InputStream body;

    private FileTransfer(HttpServerExchange exchange, HostContext context, Session<A, O, S> session) {
        this.exchange = exchange;
        this.context = context;
        this.session = session;
    }

    /** Begins one. On the I/O thread. */
    static <A extends Action, O extends Observation, S extends State> void begin(
            HttpServerExchange exchange, HostContext context, Session<A, O, S> session, Work<A, O, S> work) {
        FileTransfer<A, O, S> transfer = new FileTransfer<>(exchange, context, session);
        HttpAnswer.offTheIoThread(exchange, context, () -> transfer.run(work));
    }

    private void run(Work<A, O, S> work) {
        if (!session.transfers().tryAcquire()) {
            throw HttpAnswer.withStatus(
                    StatusCodes.SERVICE_UNAVAILABLE,
                    ErrorCode.CAPACITY_REACHED,
                    "Too many files of this session are on their way at once; try again when some are there.");
        }
        try {
            runInRoom(work);
        } finally {
            session.transfers().release();
        }
    }

    private void runInRoom(Work<A, O, S> work) {
        ByteBudget.Grant room = context.bytes().await(PART, patience().toNanos());
        if (room == null) {
            throw HttpAnswer.withStatus(
                    StatusCodes.SERVICE_UNAVAILABLE,
                    ErrorCode.CAPACITY_REACHED,
                    "The server holds as much as it may; try again.");
        }
        try (room) {
            work.run(this);
        } catch (OpenEnvException failure) {
            if (exchange.isResponseStarted()) {
                HttpAnswer.cut(exchange); // a part of a file must not look like the whole
            } else {
                discard();
                exchange.setPersistent(exchange.isRequestComplete());
                HttpAnswer.failure(exchange, failure);
            }
        } catch (IOException gone) {
            HttpAnswer.cut(exchange);
        }
    }

    /** Takes what the client is sending already, for a time: many read no answer before they have sent all. */
    private void discard() {
        byte[] part = new byte[PART];
        long end = System.nanoTime() + patience().toNanos();
        try {
            while (!exchange.isRequestComplete()
                    && !HttpContinue.requiresContinueResponse(exchange)
                    && System.nanoTime() < end
                    && body().read(part, 0, part.length) >= 0) {}
        } catch (IOException gone) {
            // it hears no answer either
        }
    }

    HttpServerExchange exchange() {
        return exchange;
    }

    private Duration patience() {
        return context.config().times().bodyTimeout();
    }

    /** Does something with the files, in its turn. */
    <T> T call(Function<Workspace, T> work) {
        try {
            return LaneCall.submit(session, work).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof OpenEnvException failure) {
                throw failure.code() == ErrorCode.SESSION_ERROR
                        ? HttpAnswer.withStatus(StatusCodes.GONE, failure.code(), String.valueOf(failure.getMessage()))
                        : failure;
            }
            throw e;
        }
    }

    /** What the client sends; it has to send something now and then. */
    InputStream body() throws IOException {
        if (body != null) {
            return body;
        }
        if (HttpContinue.requiresContinueResponse(exchange)) {
            HttpContinue.sendContinueResponseBlocking(exchange);
        }
        StreamSourceChannel channel = exchange.getRequestChannel();
        InputStream opened = channel == null ? InputStream.nullInputStream() : new SentBody(channel, patience());
        body = opened;
        return opened;
    }

    /** Where the answer's body goes; the client has to take something now and then. */
    OutputStream answer() {
        return new TakenBody(exchange.getResponseChannel(), patience());
    }
}
