package org.openenv.core.host.http.exchange;

import io.undertow.server.HttpServerExchange;
import org.openenv.core.host.session.HostContext;

/** Server-sent events as the body of an answer. Safe for use by several threads. */
public record EventStream(AnswerStream stream) {

    /** Begins the answer. */
    public static EventStream begin(HttpServerExchange exchange, HostContext context, Runnable whenBroken) {
        return new EventStream(AnswerStream.begin(exchange, context, "text/event-stream", whenBroken));
    }

    /** Sends what a client does not look at. */
    public void comment() {
        stream.offer(": running\n\n");
    }

    /** Sends a message. */
    public void event(String json) {
        stream.offer(text(json));
    }

    /** Sends the last message, which ends the stream. On a lane: waits for room. */
    public void last(String json) {
        stream.last(text(json));
    }

    private static String text(String json) {
        return "event: message\ndata: " + json + "\n\n";
    }
}
