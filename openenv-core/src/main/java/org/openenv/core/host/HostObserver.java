package org.openenv.core.host;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.StepResult;

/**
 * Is told of what happens in a host: for metrics, logs and records of trajectories.
 *
 * <p>Called on the threads that do the work, several at once: implementations are thread-safe and quick. What they throw is
 * logged and otherwise ignored.
 */
public interface HostObserver {

    /**
     * A session was given a place.
     *
     * @param session the session
     */
    default void sessionOpened(SessionInfo session) {}

    /**
     * A session was refused.
     *
     * @param environment the environment asked for
     * @param code why
     */
    default void sessionRefused(String environment, ErrorCode code) {}

    /**
     * A session has ended and its place is free.
     *
     * @param session the session as it was
     * @param reason why, in lower case with hyphens, such as {@code closed}, {@code vanished}, {@code idle}
     */
    default void sessionClosed(SessionInfo session, String reason) {}

    /**
     * A request was answered.
     *
     * @param exchange the request and its answer
     */
    default void answered(Exchange exchange) {}

    /** What was asked of an environment. */
    enum Kind {
        /** A new episode. */
        RESET,
        /** A step. */
        STEP,
        /** The state. */
        STATE
    }

    /**
     * One request and its answer.
     *
     * @param sessionId the session
     * @param environment the name of its environment
     * @param episodeId the running episode, or {@code null} before the first reset
     * @param step which step of the session it was, counted from 1; 0 for another kind
     * @param requestId the id the client gave it, or {@code null}
     * @param kind what was asked
     * @param action the action of a step, else {@code null}
     * @param result what came of a reset or a step, or {@code null}
     * @param failure why it failed, or {@code null}
     * @param startedAt when it began to run
     * @param duration how long it ran
     * @param parent what the running episode is a copy of, or {@code null} if it began with a reset
     * @param options what was asked beside the action, as fields of the wire: {@code seed}, {@code timeout_s}, the
     *     environment's own
     */
    record Exchange(
            String sessionId,
            String environment,
            @Nullable String episodeId,
            long step,
            @Nullable String requestId,
            Kind kind,
            @Nullable Action action,
            @Nullable StepResult<?> result,
            @Nullable ErrorCode failure,
            Instant startedAt,
            Duration duration,
            @Nullable Parent parent,
            Map<String, Object> options) {}

    /**
     * What an episode is a copy of.
     *
     * @param sessionId the session that was forked
     * @param episodeId its episode then, or {@code null} if it had no name
     * @param step how many steps that episode had taken
     */
    record Parent(String sessionId, @Nullable String episodeId, int step) {}
}
