package org.openenv.coding.server.operations;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.core.ErrorCode;
import org.openenv.core.host.HostObserver;
import org.openenv.core.host.SessionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes sessions, and if asked each request, to the log as key-value pairs, under the loggers {@code openenv.session} and
 * {@code openenv.step}. The code of a program is left out unless asked for. Safe for use by several threads.
 */
public final class StepLog implements HostObserver {

    private static final Logger SESSIONS = LoggerFactory.getLogger("openenv.session");
    private static final Logger STEPS = LoggerFactory.getLogger("openenv.step");

    private final boolean steps;
    private final boolean code;

    /**
     * Makes a log.
     *
     * @param steps whether to write each reset and step, too
     * @param code whether to write the code of a step
     */
    public StepLog(boolean steps, boolean code) {
        this.steps = steps || code;
        this.code = code;
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
        line = add(line, "episode", exchange.episodeId());
        if (exchange.kind() == Kind.STEP) {
            line = line.addKeyValue("step", exchange.step());
        }
        line = add(line, "request", exchange.requestId());
        line = line.addKeyValue("duration_ms", milliseconds(exchange.duration()));
        if (exchange.result() != null && exchange.result().observation() instanceof CodeObservation seen) {
            line = line.addKeyValue("exit_code", seen.exitCode());
        }
        line = add(line, "cause", metadata(exchange).get("cause"));
        line = add(line, "error", exchange.failure());
        if (code && exchange.action() instanceof CodeAction program) {
            line = line.addKeyValue("code", program.code());
        }
        line.log(exchange.kind() == Kind.STEP ? "step" : "reset");
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
