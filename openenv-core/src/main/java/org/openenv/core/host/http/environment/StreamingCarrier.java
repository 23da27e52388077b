package org.openenv.core.host.http.environment;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.StepOptions;
import org.openenv.core.host.http.exchange.AnswerStream;
import org.openenv.core.host.http.exchange.TakenBody;
import org.openenv.core.host.session.Carrier;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.session.SessionEnd;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;
import org.openenv.core.wire.WireCodec;

/**
 * A step over HTTP whose output is told while it runs: the messages of a socket, as server-sent events or as lines. What is
 * refused before anything was told is answered as ever. A client that does not take what it is sent is cut off.
 */
final class StreamingCarrier<A extends Action, O extends Observation, S extends State> implements Carrier<A, O, S> {

    private static final String EVENTS = "text/event-stream";
    private static final String LINES = "application/x-ndjson";

    private final HttpCarrier<A, O, S> plain;
    private final HttpServerExchange exchange;
    private final HostContext context;
    private final WireCodec<A, O, S> codec;
    private final String type;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable TakenBody body;
    private volatile boolean broken;

    private StreamingCarrier(
            HttpCarrier<A, O, S> plain,
            HttpServerExchange exchange,
            HostContext context,
            WireCodec<A, O, S> codec,
            String type) {
        this.plain = plain;
        this.exchange = exchange;
        this.context = context;
        this.codec = codec;
        this.type = type;
    }

    /** The carrier for what a client accepts. */
    static <A extends Action, O extends Observation, S extends State> Carrier<A, O, S> of(
            HttpCarrier<A, O, S> plain, HttpServerExchange exchange, HostContext context, WireCodec<A, O, S> codec) {
        String accept = String.join(",", exchange.getRequestHeaders().eachValue(Headers.ACCEPT));
        if (accept.contains(EVENTS)) {
            return new StreamingCarrier<>(plain, exchange, context, codec, EVENTS);
        }
        return accept.contains(LINES) ? new StreamingCarrier<>(plain, exchange, context, codec, LINES) : plain;
    }

    @Override
    public ClientMessage<A> read() {
        return plain.read();
    }

    @Override
    public ServerMessage<O, S> perform(ClientMessage<A> request, Session<A, O, S> session) {
        if (!(request instanceof ClientMessage.Step<A> step)) {
            return Carrier.super.perform(request, session);
        }
        StepOptions options = step.options().withExtra(StepOptions.STREAM, true).streamedTo(chunk -> {
            tell(new ServerMessage.Output<>(chunk), "output", step.requestId());
            if (broken) {
                var unused = session.interrupts().now(); // nobody wants the rest
            }
        });
        return Carrier.super.perform(new ClientMessage.Step<>(step.action(), options, step.requestId()), session);
    }

    private void tell(ServerMessage<O, S> message, String event, @Nullable String requestId) {
        String json = codec.write(message, requestId);
        String text = type.equals(EVENTS) ? "event: " + event + "\ndata: " + json + "\n\n" : json + "\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            if (!broken) {
                TakenBody out = begun();
                out.write(bytes, 0, bytes.length);
                out.flush();
            }
        } catch (IOException gone) {
            broken = true;
            cut();
        } finally {
            lock.unlock();
        }
    }

    private TakenBody begun() {
        TakenBody out = body;
        if (out == null) {
            exchange.setStatusCode(StatusCodes.OK);
            exchange.getResponseHeaders()
                    .put(Headers.CONTENT_TYPE, type)
                    .put(Headers.CACHE_CONTROL, "no-cache, no-transform")
                    .put(AnswerStream.NO_BUFFERING, "no");
            out = new TakenBody(
                    exchange.getResponseChannel(), context.config().times().pongTimeout());
            body = out;
        }
        return out;
    }

    @Override
    public void send(ServerMessage<O, S> answer, @Nullable String requestId) {
        boolean failed = answer instanceof ServerMessage.Failed;
        if (failed && body == null) {
            plain.send(answer, requestId);
            return;
        }
        end(answer, failed ? "error" : "observation", requestId);
    }

    private void end(ServerMessage<O, S> last, String event, @Nullable String requestId) {
        tell(last, event, requestId);
        lock.lock();
        try {
            if (!broken && body != null) {
                body.close();
            }
        } catch (IOException gone) {
            cut();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void refuse(SessionEnd end, OpenEnvException reason) {
        if (body == null) {
            plain.refuse(end, reason);
        } else {
            end(ServerMessage.Failed.of(reason), "error", null);
        }
    }

    @Override
    public void cut() {
        plain.cut();
    }
}
