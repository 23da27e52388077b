package org.openenv.core.host.http.environment;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.http.exchange.EventStream;
import org.openenv.core.host.http.exchange.HangUpWatch;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.mcp.McpReply;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.wire.WireCodec;

/**
 * The answer to one POST of the Model Context Protocol: JSON, or, where that takes its time and the client takes events, a
 * stream of them that the answer ends.
 */
final class McpExchange implements McpReply {

    private static final Duration SLOWEST_BEAT = Duration.ofSeconds(5);
    private static final String EVENTS = "text/event-stream";

    private final HttpServerExchange exchange;
    private final HostContext context;
    private final HangUpWatch watch;
    private final boolean takesEvents;
    private final boolean takesJson;
    private final long began = System.nanoTime();
    private boolean answered;
    private @Nullable EventStream events;
    private @Nullable Future<?> beat;
    private @Nullable Object progressToken;
    private Runnable whenGone = () -> {};

    /**
     * Makes one.
     *
     * @param watch finds out whether the client hangs up, until the answer begins
     */
    McpExchange(HttpServerExchange exchange, HostContext context, HangUpWatch watch) {
        this.exchange = exchange;
        this.context = context;
        this.watch = watch;
        HeaderValues accepted = exchange.getRequestHeaders().get(Headers.ACCEPT);
        String all = accepted == null ? "" : String.join(",", accepted).toLowerCase(Locale.ROOT);
        this.takesEvents = all.contains(EVENTS);
        this.takesJson = !takesEvents || all.contains("json") || all.contains("*/*");
    }

    @Override
    public void header(String name, String value) {
        exchange.getResponseHeaders().put(HttpString.tryFromString(name), value);
    }

    /** Writes the answer first: what can't be written throws, and another may be tried. */
    @Override
    public void answer(int status, Map<String, @Nullable Object> json) {
        String body = WireCodec.writeValue(json);
        synchronized (this) {
            if (finish()) {
                return;
            }
            if (events == null && !takesJson && status == StatusCodes.OK) {
                events = EventStream.begin(exchange, context, () -> {});
            }
        }
        if (events != null) {
            events.last(body);
        } else {
            HttpAnswer.large(exchange, context, status, body);
        }
    }

    @Override
    public void nothing(int status) {
        synchronized (this) {
            if (finish()) {
                return;
            }
        }
        exchange.setStatusCode(status).endExchange();
    }

    /** Notes that there is an answer; returns whether there was one. */
    private boolean finish() {
        boolean before = answered;
        answered = true;
        if (beat != null) {
            beat.cancel(false);
        }
        return before;
    }

    @Override
    public void running(@Nullable Object token, Runnable ifGone) {
        synchronized (this) {
            whenGone = ifGone;
            if (takesEvents && !answered) {
                progressToken = token;
                nextBeat();
            }
        }
        watch.whenGone(this::gone);
    }

    private void nextBeat() {
        Duration ping = context.config().times().pingInterval();
        Duration pause = ping.compareTo(SLOWEST_BEAT) < 0 ? ping : SLOWEST_BEAT;
        beat = context.clock().after(pause, () -> context.lanes().execute(this::beat));
    }

    /** Tells the client that the call goes on, and finds out whether it is there. */
    private synchronized void beat() {
        if (answered) {
            return;
        }
        if (events == null) {
            events = EventStream.begin(exchange, context, this::gone);
        }
        if (progressToken == null) {
            events.comment();
        } else {
            events.event(WireCodec.writeValue(progress()));
        }
        nextBeat();
    }

    private Map<String, Object> progress() {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("progressToken", progressToken);
        params.put("progress", (System.nanoTime() - began) / 1e9);
        params.put("message", "running");
        Map<String, Object> notification = new LinkedHashMap<>();
        notification.put("jsonrpc", "2.0");
        notification.put("method", "notifications/progress");
        notification.put("params", params);
        return notification;
    }

    private void gone() {
        synchronized (this) {
            if (answered) {
                return;
            }
            if (beat != null) {
                beat.cancel(false);
            }
        }
        whenGone.run();
    }

    @Override
    public void cut() {
        synchronized (this) {
            finish();
        }
        HttpAnswer.cut(exchange);
    }
}
