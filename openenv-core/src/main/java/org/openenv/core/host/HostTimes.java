package org.openenv.core.host;

import java.time.Duration;

/**
 * How long a host waits. Immutable; a time longer than 100 years is taken as 100 years, so that no sum of times overflows.
 *
 * @param admissionTimeout how long a session waits for a place before it is refused, zero or more
 * @param sessionTimeout how long a session opened over plain HTTP may be idle; zero for ever
 * @param socketSessionTimeout how long a session of a WebSocket may be idle although its client answers pings; zero for ever
 * @param maxSessionLifetime how long a session may live; zero for ever
 * @param pingInterval how often a WebSocket client is pinged, positive
 * @param pongTimeout how long a WebSocket client may be silent in spite of pings before its connection is dropped, positive
 * @param bodyTimeout how long a request body, or a WebSocket message that has begun, may take to arrive, positive
 * @param drainGrace how long running steps may go on after the host was told to close, zero or more
 * @param stepGrace how much longer than its {@code timeout_s} a step may take before its session is ended, positive; an
 *     environment that does not end it by itself is interrupted when a tenth of that is over
 */
public record HostTimes(
        Duration admissionTimeout,
        Duration sessionTimeout,
        Duration socketSessionTimeout,
        Duration maxSessionLifetime,
        Duration pingInterval,
        Duration pongTimeout,
        Duration bodyTimeout,
        Duration drainGrace,
        Duration stepGrace) {

    private static final HostTimes DEFAULTS = new HostTimes(
            Duration.ofSeconds(30),
            Duration.ofMinutes(30),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30));

    /**
     * Checks, and caps what is longer than 100 years.
     *
     * @throws IllegalArgumentException if one of them is negative, or zero where it must be positive
     */
    public HostTimes {
        admissionTimeout = Checks.notNegative("admissionTimeout", admissionTimeout);
        sessionTimeout = Checks.notNegative("sessionTimeout", sessionTimeout);
        socketSessionTimeout = Checks.notNegative("socketSessionTimeout", socketSessionTimeout);
        maxSessionLifetime = Checks.notNegative("maxSessionLifetime", maxSessionLifetime);
        pingInterval = Checks.positive("pingInterval", pingInterval);
        pongTimeout = Checks.positive("pongTimeout", pongTimeout);
        bodyTimeout = Checks.positive("bodyTimeout", bodyTimeout);
        drainGrace = Checks.notNegative("drainGrace", drainGrace);
        stepGrace = Checks.positive("stepGrace", stepGrace);
    }

    /**
     * Returns the times a host has without asking: 30 s for a place, 30 min for an idle session over plain HTTP and for ever
     * over a WebSocket, a ping each 20 s and 60 s to answer it, 30 s for a body, 10 s to close, 30 s for a step whose time is over.
     *
     * @return the defaults
     */
    public static HostTimes defaults() {
        return DEFAULTS;
    }

    /**
     * Returns these times with another wait for a place.
     *
     * @param time zero or more
     * @return the copy
     */
    public HostTimes withAdmissionTimeout(Duration time) {
        return new HostTimes(
                time,
                sessionTimeout,
                socketSessionTimeout,
                maxSessionLifetime,
                pingInterval,
                pongTimeout,
                bodyTimeout,
                drainGrace,
                stepGrace);
    }

    /**
     * Returns these times with one limit for idle sessions, over plain HTTP and over WebSockets.
     *
     * @param time zero for ever
     * @return the copy
     */
    public HostTimes withSessionTimeout(Duration time) {
        return withSessionTimeouts(time, time);
    }

    /**
     * Returns these times with other limits for idle sessions.
     *
     * @param http for those opened over plain HTTP; zero for ever
     * @param socket for those of a WebSocket whose client answers pings; zero for ever
     * @return the copy
     */
    public HostTimes withSessionTimeouts(Duration http, Duration socket) {
        return new HostTimes(
                admissionTimeout,
                http,
                socket,
                maxSessionLifetime,
                pingInterval,
                pongTimeout,
                bodyTimeout,
                drainGrace,
                stepGrace);
    }

    /**
     * Returns these times with another life of a session.
     *
     * @param time zero for ever
     * @return the copy
     */
    public HostTimes withMaxSessionLifetime(Duration time) {
        return new HostTimes(
                admissionTimeout,
                sessionTimeout,
                socketSessionTimeout,
                time,
                pingInterval,
                pongTimeout,
                bodyTimeout,
                drainGrace,
                stepGrace);
    }

    /**
     * Returns these times with other pings.
     *
     * @param interval how often a client is pinged, positive
     * @param patience how long it may then be silent, positive
     * @return the copy
     */
    public HostTimes withPings(Duration interval, Duration patience) {
        return new HostTimes(
                admissionTimeout,
                sessionTimeout,
                socketSessionTimeout,
                maxSessionLifetime,
                interval,
                patience,
                bodyTimeout,
                drainGrace,
                stepGrace);
    }

    /**
     * Returns these times with another wait for bodies and messages.
     *
     * @param time positive
     * @return the copy
     */
    public HostTimes withBodyTimeout(Duration time) {
        return new HostTimes(
                admissionTimeout,
                sessionTimeout,
                socketSessionTimeout,
                maxSessionLifetime,
                pingInterval,
                pongTimeout,
                time,
                drainGrace,
                stepGrace);
    }

    /**
     * Returns these times with another grace for running steps.
     *
     * @param time zero or more
     * @return the copy
     */
    public HostTimes withDrainGrace(Duration time) {
        return new HostTimes(
                admissionTimeout,
                sessionTimeout,
                socketSessionTimeout,
                maxSessionLifetime,
                pingInterval,
                pongTimeout,
                bodyTimeout,
                time,
                stepGrace);
    }

    /**
     * Returns these times with another grace for steps whose time is over.
     *
     * @param time positive
     * @return the copy
     */
    public HostTimes withStepGrace(Duration time) {
        return new HostTimes(
                admissionTimeout,
                sessionTimeout,
                socketSessionTimeout,
                maxSessionLifetime,
                pingInterval,
                pongTimeout,
                bodyTimeout,
                drainGrace,
                time);
    }
}
