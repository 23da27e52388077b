package org.openenv.core.server;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.HostConfig;
import org.openenv.core.host.HostLimits;
import org.openenv.core.host.HostTimes;
import picocli.CommandLine.Option;

/** The options that say how many sessions there may be, and for how long; picocli fills the fields. */
@SuppressWarnings("NullAway.Init")
final class SessionOptions {

    @Option(
            names = "--max-sessions",
            paramLabel = "N",
            description = "sessions open at once, each with an environment of its own; by default as many as"
                    + " memory and cores allow")
    @Bounds(min = "1", max = "1000000")
    @Nullable
    Integer maxSessions;

    @Option(
            names = "--admission-queue",
            paramLabel = "N",
            defaultValue = "0",
            description = "how many sessions may wait for a place when all are taken; the others are refused at once")
    @Bounds(min = "0", max = "1000000")
    int admissionQueue;

    @Option(
            names = "--admission-timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "how long a session waits for a place")
    Duration admissionTimeout;

    @Option(
            names = "--session-timeout",
            paramLabel = "TIME",
            description =
                    "how long a session may be idle, 0 for ever; by default 30m over plain HTTP, and for ever over a"
                            + " WebSocket, whose client is pinged")
    @Nullable
    Duration sessionTimeout;

    @Option(
            names = "--max-session-lifetime",
            paramLabel = "TIME",
            defaultValue = "0",
            description = "how long a session may live; 0 for ever")
    Duration maxSessionLifetime;

    @Option(
            names = "--ping-interval",
            paramLabel = "TIME",
            defaultValue = "20s",
            description = "how often a WebSocket client is pinged")
    @Bounds(min = "1ms", max = "365d")
    Duration pingInterval;

    @Option(
            names = "--pong-timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "how long such a client may then be silent before it is taken for gone")
    @Bounds(min = "1ms", max = "365d")
    Duration pongTimeout;

    @Option(
            names = "--step-grace",
            paramLabel = "TIME",
            defaultValue = "30s",
            description =
                    "how much longer than its timeout_s a step may take before its session is ended; it is interrupted"
                            + " when a tenth of that is over")
    @Bounds(min = "1ms", max = "365d")
    Duration stepGrace;

    HostConfig applyTo(HostConfig config) {
        return config.withLimits(limits -> limits.withMaxSessions(
                                maxSessions == null ? HostLimits.defaultMaxSessions() : maxSessions)
                        .withAdmissionQueue(admissionQueue))
                .withTimes(this::times);
    }

    private HostTimes times(HostTimes times) {
        HostTimes changed = times.withAdmissionTimeout(admissionTimeout)
                .withMaxSessionLifetime(maxSessionLifetime)
                .withStepGrace(stepGrace)
                .withPings(pingInterval, pongTimeout);
        return sessionTimeout == null ? changed : changed.withSessionTimeout(sessionTimeout);
    }
}
