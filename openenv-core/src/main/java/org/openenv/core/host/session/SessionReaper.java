package org.openenv.core.host.session;

import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.host.HostTimes;

/** Ends sessions that were idle, or lived, for longer than they may; never in the middle of a step. */
public final class SessionReaper {

    private static final Duration SLOWEST = Duration.ofSeconds(1);
    private static final Duration FASTEST = Duration.ofMillis(10);

    private final HostTimes times;
    private final SessionRegistry registry;

    private SessionReaper(HostContext context) {
        this.times = context.config().times();
        this.registry = context.registry();
    }

    /** Looks after the host's sessions, if there is anything to look for. */
    public static void start(HostContext context) {
        HostTimes times = context.config().times();
        Stream.of(times.sessionTimeout(), times.socketSessionTimeout(), times.maxSessionLifetime())
                .filter(limit -> !limit.isZero())
                .min(Comparator.naturalOrder())
                .ifPresent(shortest -> context.clock().every(pause(shortest), new SessionReaper(context)::look));
    }

    /** A quarter of the shortest limit, so that a session outlives it by no more. */
    private static Duration pause(Duration shortest) {
        Duration quarter = shortest.dividedBy(4);
        return quarter.compareTo(SLOWEST) > 0 ? SLOWEST : quarter.compareTo(FASTEST) < 0 ? FASTEST : quarter;
    }

    private void look() {
        for (Session<?, ?, ?> session : registry.all()) {
            SessionActivity activity = session.activity();
            Duration idle =
                    session.transport() == Transport.HTTP ? times.sessionTimeout() : times.socketSessionTimeout();
            if (exceeds(activity.age(), times.maxSessionLifetime())) {
                end(
                        session,
                        SessionEnd.LIFETIME,
                        "The session has lived for " + times.maxSessionLifetime()
                                + ", the longest this server allows, and has ended. Connect again.");
            } else if (!activity.busy() && exceeds(activity.idle(), idle) && !attached(session)) {
                end(
                        session,
                        SessionEnd.IDLE,
                        "The session was idle for longer than " + idle + " and has ended. Connect again.");
            }
        }
    }

    /** A socket that merely attached keeps its session from being idle; one that owns it hears of that. */
    private static boolean attached(Session<?, ?, ?> session) {
        return session.transport() == Transport.HTTP && session.attachment().taken();
    }

    private static void end(Session<?, ?, ?> session, SessionEnd reason, String message) {
        session.finish(reason, new OpenEnvException(ErrorCode.SESSION_ERROR, message));
    }

    private static boolean exceeds(Duration value, Duration limit) {
        return !limit.isZero() && value.compareTo(limit) > 0;
    }
}
