package org.openenv.core.host.session;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.ErrorCode;
import org.openenv.core.StepResult;
import org.openenv.core.host.HostObserver.Exchange;
import org.openenv.core.host.HostObserver.Kind;
import org.openenv.core.host.HostObserver.Parent;
import org.openenv.core.host.resource.Observers;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;

/** Counts a session's steps, and tells observers of each request and its answer. On the session's lane. */
final class ExchangeRecorder {

    private final String sessionId;
    private final String environment;
    private final Observers observers;
    private final AtomicLong steps = new AtomicLong();
    /** What the running episode is a copy of. */
    private volatile @Nullable Parent parent;

    ExchangeRecorder(String sessionId, String environment, Observers observers) {
        this.sessionId = sessionId;
        this.environment = environment;
        this.observers = observers;
    }

    long steps() {
        return steps.get();
    }

    /** Goes on where the session that this one is a copy of was. */
    void continues(@Nullable Parent copied, long taken) {
        parent = copied;
        steps.set(taken);
    }

    /** Returns when the request began, for {@link #end}. */
    long begin(ClientMessage<?> request) {
        if (request instanceof ClientMessage.Step) {
            steps.incrementAndGet();
        }
        return observers.none() ? 0 : System.nanoTime();
    }

    void end(
            long began, ClientMessage<?> request, ServerMessage<?, ?> answer, @Nullable Environment<?, ?, ?> instance) {
        if (request instanceof ClientMessage.Reset && answer instanceof ServerMessage.Observed) {
            parent = null;
        }
        if (observers.none()) {
            return;
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - began);
        Action action = request instanceof ClientMessage.Step<?> step ? step.action() : null;
        StepResult<?> result = answer instanceof ServerMessage.Observed<?, ?> observed ? observed.result() : null;
        ErrorCode failure = answer instanceof ServerMessage.Failed<?, ?> failed ? failed.code() : null;
        Exchange exchange = new Exchange(
                sessionId,
                environment,
                episodeId(instance),
                action == null ? 0 : steps.get(),
                request.requestId(),
                kind(request),
                action,
                result,
                failure,
                Instant.now().minus(duration),
                duration,
                parent,
                options(request));
        observers.tell(observer -> observer.answered(exchange));
    }

    private static @Nullable String episodeId(@Nullable Environment<?, ?, ?> instance) {
        try {
            return instance == null ? null : instance.state().episodeId();
        } catch (Throwable noState) { // it is a stranger's, and the answer is out already
            return null;
        }
    }

    private static Map<String, Object> options(ClientMessage<?> request) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (request instanceof ClientMessage.Reset<?> reset) {
            put(fields, "seed", reset.options().seed());
            put(fields, "episode_id", reset.options().episodeId());
            fields.putAll(reset.options().extras());
        } else if (request instanceof ClientMessage.Step<?> step) {
            Duration timeout = step.options().timeout();
            put(fields, "timeout_s", timeout == null ? null : timeout.getSeconds() + timeout.getNano() / 1e9);
            fields.putAll(step.options().extras());
        }
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static Kind kind(ClientMessage<?> request) {
        if (request instanceof ClientMessage.Step) {
            return Kind.STEP;
        }
        return request instanceof ClientMessage.Reset ? Kind.RESET : Kind.STATE;
    }
}
