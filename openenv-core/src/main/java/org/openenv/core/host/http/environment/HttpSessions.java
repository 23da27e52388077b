package org.openenv.core.host.http.environment;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.SessionInfo;
import org.openenv.core.host.http.exchange.HangUpWatch;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.session.Failures;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.RequestQueue;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.session.SessionEnd;
import org.openenv.core.host.session.Transport;
import org.openenv.core.wire.WireCodec;

/** {@code /sessions} and what is below it, and {@code /capacity}: sessions of one's own over plain HTTP. */
final class HttpSessions<A extends Action, O extends Observation, S extends State> {

    private final ServedEnvironment<A, O, S> environment;
    private final HostContext context;
    /** How long an environment may take to be interrupted before that is answered for it. */
    private static final Duration INTERRUPT_PATIENCE = Duration.ofSeconds(10);

    private final FailedSessions failed = new FailedSessions();

    HttpSessions(ServedEnvironment<A, O, S> environment, HostContext context) {
        this.environment = environment;
        this.context = context;
    }

    /**
     * Returns an open session of this environment.
     *
     * @throws OpenEnvException which becomes a 404, or a 409 with the reason if its environment failed to start
     */
    @SuppressWarnings("unchecked") // a session of this environment has its types
    Session<A, O, S> require(String id) {
        Session<?, ?, ?> session = context.registry()
                .find(id)
                .filter(found -> found.environment() == environment)
                .orElseThrow(() -> failed.explain(id));
        return (Session<A, O, S>) session;
    }

    void create(HttpServerExchange exchange) {
        Session<A, O, S> session = new Session<>(environment, context, Transport.HTTP, (end, error) -> {});
        HttpAnswer.dispatch(exchange, () -> {
            HangUpWatch.begin(exchange).whenGone(() -> session.abort(SessionEnd.VANISHED, null)); // nobody has its id
            var unused = session.open()
                    .whenComplete((opened, refusal) ->
                            HttpAnswer.later(exchange, context, () -> created(exchange, session, refusal)));
        });
    }

    private void created(HttpServerExchange exchange, Session<A, O, S> session, @Nullable Throwable refusal) {
        if (refusal == null) {
            HttpAnswer.json(exchange, StatusCodes.CREATED, WireCodec.writeValue(description(session)));
            return;
        }
        OpenEnvException failure = Failures.of(refusal);
        if (failure.code() == ErrorCode.FACTORY_ERROR) {
            failed.remember(session.id(), reason(failure));
            HttpAnswer.failure(exchange, failed.explain(session.id()));
        } else {
            HttpAnswer.failure(exchange, failure);
        }
    }

    private static String reason(OpenEnvException failure) {
        Throwable cause = failure.getCause();
        return failure.getMessage() + (cause == null || cause.getMessage() == null ? "" : " " + cause.getMessage());
    }

    private Map<String, Object> description(Session<A, O, S> session) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("session_id", session.id());
        fields.put("environment", environment.name());
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put(
                "session_timeout_s", context.config().times().sessionTimeout().toMillis() / 1000.0);
        limits.put(
                "max_session_lifetime_s",
                context.config().times().maxSessionLifetime().toMillis() / 1000.0);
        limits.put("max_message_bytes", context.config().limits().maxMessageBytes());
        limits.put("max_waiting_requests", RequestQueue.MAX_WAITING);
        fields.put("limits", limits);
        return fields;
    }

    void list(HttpServerExchange exchange) {
        HttpAnswer.offTheIoThread(exchange, context, () -> {
            List<Map<String, Object>> sessions = context.registry().all().stream()
                    .map(session -> HttpSessions.fields(session.info()))
                    .toList();
            HttpAnswer.large(exchange, context, StatusCodes.OK, WireCodec.writeValue(Map.of("sessions", sessions)));
        });
    }

    void show(HttpServerExchange exchange, String id) {
        Session<A, O, S> session = require(id);
        HttpAnswer.offTheIoThread(
                exchange,
                context,
                () -> HttpAnswer.json(exchange, StatusCodes.OK, WireCodec.writeValue(fields(session.info()))));
    }

    /** Who hears that a session is closed may open another one: its place is free. */
    void delete(HttpServerExchange exchange, String id) {
        OpenEnvException reason =
                new OpenEnvException(ErrorCode.SESSION_ERROR, "The session was ended by DELETE /sessions/" + id + ".");
        Session<A, O, S> session = require(id);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("session_id", id);
        fields.put("closed", true);
        HttpAnswer.dispatch(exchange, () -> {
            session.abort(SessionEnd.DELETED, reason);
            var unused = session.end()
                    .thenRun(() -> HttpAnswer.later(
                            exchange,
                            context,
                            () -> HttpAnswer.json(exchange, StatusCodes.OK, WireCodec.writeValue(fields))));
        });
    }

    void interrupt(HttpServerExchange exchange, String id) {
        Session<A, O, S> session = require(id);
        HttpAnswer.dispatch(exchange, () -> {
            var unused = session.interrupts()
                    .now()
                    .completeOnTimeout(false, INTERRUPT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .thenAccept(ended -> HttpAnswer.later(
                            exchange,
                            context,
                            () -> HttpAnswer.json(
                                    exchange, StatusCodes.OK, WireCodec.writeValue(Map.of("interrupted", ended)))));
        });
    }

    void capacity(HttpServerExchange exchange) {
        int active = context.registry().size();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("active", active);
        fields.put("max", context.config().limits().maxSessions());
        fields.put("available", Math.max(0, context.config().limits().maxSessions() - active));
        fields.put("waiting", context.registry().waiting());
        HttpAnswer.json(exchange, StatusCodes.OK, WireCodec.writeValue(fields));
    }

    private static Map<String, Object> fields(SessionInfo info) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("session_id", info.id());
        fields.put("environment", info.environment());
        fields.put("transport", info.transport());
        fields.put("opened_at", info.openedAt().toString());
        fields.put("age_s", info.age().toMillis() / 1000.0);
        fields.put("idle_s", info.idle().toMillis() / 1000.0);
        fields.put("steps", info.steps());
        fields.put("busy", info.busy());
        fields.put("waiting_requests", info.waiting());
        fields.put("process", info.process());
        return fields;
    }
}
