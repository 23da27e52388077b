package org.openenv.core.server.operations;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.host.HostObserver;
import org.openenv.core.host.SessionInfo;
import org.openenv.core.wire.WireCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes sessions, and if asked each request, to the log as key-value pairs, under the loggers {@code openenv.session} and
 * {@code openenv.step}. What an agent did is left out unless asked for. Safe for use by several threads.
 */
public final class StepLog implements HostObserver {

    private static final Logger SESSIONS = LoggerFactory.getLogger("openenv.session");
    private static final Logger STEPS = LoggerFactory.getLogger("openenv.step");

    /** An id longer than this is none that anybody reads. */
    private static final int LONGEST_ID = 200;

    private final boolean steps;
    private final boolean actions;
    private final Function<Exchange, Map<String, Object>> details;

    /**
     * Makes a log.
     *
     * @param steps whether to write each reset and step, too
     * @param actions whether to write the action of a step, as JSON
     * @param details what else to write of a reset or step, by name; possibly nothing
     */
    public StepLog(boolean steps, boolean actions, Function<Exchange, Map<String, Object>> details) {
        this.steps = steps || actions;
        this.actions = actions;
        this.details = details;
    }

    @Override
    public void sessionOpened(SessionInfo session) {
        session(session).log("opened");
    }

    @Override
    public void sessionRefused(String environment, ErrorCode reason) {
        SESSIONS.atWarn()
                .addKeyValue("environment", environment)
                .addKeyValue("code", reason)
                .log("refused");
    }

    @Override
    public void sessionClosed(SessionInfo session, String reason) {
        session(session)
                .addKeyValue("reason", reason)
                .addKeyValue("steps", session.steps())
                .addKeyValue("age_s", session.age().toMillis() / 1000.0)
                .log("closed");
    }

    private static LoggingEventBuilder session(SessionInfo session) {
        return SESSIONS.atInfo()
                .addKeyValue("session", session.id())
                .addKeyValue("environment", session.environment())
                .addKeyValue("transport", session.transport());
    }

    @Override
    public void answered(Exchange exchange) {
        if (!steps || exchange.kind() == Kind.STATE) {
            return;
        }
        LoggingEventBuilder line = STEPS.atInfo()
                .addKeyValue("session", exchange.sessionId())
                .addKeyValue("environment", exchange.environment());
        line = add(line, "episode", shortened(exchange.episodeId()));
        if (exchange.kind() == Kind.STEP) {
            line = line.addKeyValue("step", exchange.step());
        }
        line = add(line, "request", shortened(exchange.requestId()));
        line = line.addKeyValue("duration_ms", milliseconds(exchange.duration()));
        for (Map.Entry<String, Object> detail : details.apply(exchange).entrySet()) {
            line = line.addKeyValue(detail.getKey(), detail.getValue());
        }
        line = add(line, "cause", metadata(exchange).get("cause"));
        line = add(line, "error", exchange.failure());
        if (actions && exchange.action() != null) {
            line = line.addKeyValue("action", WireCodec.writeValue(exchange.action()));
        }
        line.log(exchange.kind() == Kind.STEP ? "step" : "reset");
    }

    private static @Nullable String shortened(@Nullable String id) {
        return id == null || id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID) + "…";
    }

    private static LoggingEventBuilder add(LoggingEventBuilder line, String key, @Nullable Object value) {
        return value == null ? line : line.addKeyValue(key, value);
    }

    private static Map<String, Object> metadata(Exchange exchange) {
        return Optional.ofNullable(exchange.result())
                .<Map<String, Object>>map(result -> result.metadata())
                .orElse(Map.of());
    }

    private static double milliseconds(Duration duration) {
        return Math.round(duration.toNanos() / 1000.0) / 1000.0;
    }
}
