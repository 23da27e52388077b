package org.openenv.core.host.session;

import java.time.Duration;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.host.HostConfig;
import org.openenv.core.host.SessionInfo;

/** Ends sessions that were idle, or lived, for longer than they may; never in the middle of a step. */
public final class SessionReaper {

    private static final Duration SLOWEST = Duration.ofSeconds(1);
    private static final Duration FASTEST = Duration.ofMillis(10);

    private final HostConfig config;
    private final SessionRegistry registry;

    private SessionReaper(HostConfig config, SessionRegistry registry) {
        this.config = config;
        this.registry = registry;
    }

    public static void start(HostContext context) {
        Duration idle = context.config().times().sessionTimeout();
        Duration lifetime = context.config().times().maxSessionLifetime();
        if (!idle.isZero() || !lifetime.isZero()) {
            SessionReaper reaper = new SessionReaper(context.config(), context.registry());
            context.clock().every(pause(idle, lifetime), reaper::look);
        }
    }

    /** A quarter of the shorter limit, so that a session outlives it by no more. */
    private static Duration pause(Duration idle, Duration lifetime) {
        Duration shorter = lifetime.isZero() || (!idle.isZero() && idle.compareTo(lifetime) < 0) ? idle : lifetime;
        Duration quarter = shorter.dividedBy(4);
        return quarter.compareTo(SLOWEST) > 0 ? SLOWEST : quarter.compareTo(FASTEST) < 0 ? FASTEST : quarter;
    }

    private void look() {
        for (Session<?, ?, ?> session : registry.all()) {
            SessionInfo info = session.info();
            if (exceeds(info.age(), config.times().maxSessionLifetime())) {
                end(
                        session,
                        SessionEnd.LIFETIME,
                        "The session has lived for " + config.times().maxSessionLifetime()
                                + ", the longest this server allows, and has ended. Connect again.");
            } else if (!info.busy() && exceeds(info.idle(), config.times().sessionTimeout())) {
                end(
                        session,
                        SessionEnd.IDLE,
                        "The session was idle for longer than " + config.times().sessionTimeout()
                                + " and has ended. Connect again.");
            }
        }
    }

    private static void end(Session<?, ?, ?> session, SessionEnd reason, String farewell) {
        session.finish(reason, new OpenEnvException(ErrorCode.SESSION_ERROR, farewell));
    }

    private static boolean exceeds(Duration value, Duration limit) {
        return !limit.isZero() && value.compareTo(limit) > 0;
    }
}
