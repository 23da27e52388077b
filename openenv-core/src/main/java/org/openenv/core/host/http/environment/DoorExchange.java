package org.openenv.core.host.http.environment;

import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.door.DoorRun;
import org.openenv.core.host.http.exchange.AnswerStream;
import org.openenv.core.host.http.exchange.HangUpWatch;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.spi.DoorAnswer;

/** The exchange of one request at a door: its answer, or beats until that is there; a client that goes ends the making of it. */
final class DoorExchange {

    private static final Duration SLOWEST_BEAT = Duration.ofSeconds(5);
    private static final String LINES = "application/x-ndjson";

    private final HttpServerExchange exchange;
    private final HostContext context;
    private final @Nullable String beat;
    private boolean answered;
    private @Nullable AnswerStream stream;
    private @Nullable Future<?> next;

    DoorExchange(HttpServerExchange exchange, HostContext context, @Nullable String beat) {
        this.exchange = exchange;
        this.context = context;
        this.beat = beat;
    }

    /** Makes the answer on this thread, and sends it. */
    void answer(HangUpWatch watch, Supplier<DoorAnswer> making) {
        DoorRun run = context.doors().begin();
        try {
            watch.whenGone(run::interrupt);
            if (beat != null) {
                nextBeat(run, beat);
            }
            send(run.answer(making));
        } finally {
            finish();
            context.doors().end(run);
        }
    }

    private void send(DoorAnswer answer) {
        finish();
        if (stream != null) {
            stream.last(answer.body());
        } else {
            HttpAnswer.large(exchange, context, answer.status(), answer.contentType(), answer.body());
        }
    }

    private synchronized void finish() {
        answered = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    private synchronized void nextBeat(DoorRun run, String text) {
        if (!answered) {
            Duration ping = context.config().times().pingInterval();
            Duration pause = ping.compareTo(SLOWEST_BEAT) < 0 ? ping : SLOWEST_BEAT;
            next = context.clock().after(pause, () -> context.lanes().execute(() -> beat(run, text)));
        }
    }

    private void beat(DoorRun run, String text) {
        synchronized (this) {
            if (answered) {
                return;
            }
            if (stream == null) {
                stream = AnswerStream.begin(exchange, context, LINES, run::interrupt);
            }
            stream.offer(text);
        }
        nextBeat(run, text);
    }
}
