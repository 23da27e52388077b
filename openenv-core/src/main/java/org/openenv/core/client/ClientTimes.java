package org.openenv.core.client;

import java.time.Duration;
import org.openenv.core.StepOptions;

/**
 * How long a client waits. Immutable; more than a year counts as a year.
 *
 * @param connect how long the connection may take to be made, positive
 * @param request how long an answer may take, positive; a step that asks for a time of its own gets this much on top of it
 * @param reattach how long a lost connection may take to be made again; zero where a session ends with its connection
 * @param pingInterval how often the server is asked whether it is there, as long as the connection is open; zero for never
 * @param pingTimeout how long nothing may be heard of it after that, positive
 */
public record ClientTimes(
        Duration connect, Duration request, Duration reattach, Duration pingInterval, Duration pingTimeout) {

    private static final ClientTimes DEFAULTS = new ClientTimes(
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ZERO,
            Duration.ofSeconds(20),
            Duration.ofSeconds(20));

    /**
     * Checks, and caps.
     *
     * @throws IllegalArgumentException if one of them is negative, or zero where it must be positive
     */
    public ClientTimes {
        connect = positive("connectTimeout", connect);
        request = positive("requestTimeout", request);
        reattach = notNegative("reattach", reattach);
        pingInterval = notNegative("pingInterval", pingInterval);
        pingTimeout = positive("pingTimeout", pingTimeout);
    }

    /**
     * Returns the times a client has without asking: 10 s to connect, 60 s for an answer, a ping each 20 s and 20 s to hear of
     * the server then; a session ends with its connection.
     *
     * @return the defaults
     */
    public static ClientTimes defaults() {
        return DEFAULTS;
    }

    ClientTimes withConnect(Duration time) {
        return new ClientTimes(time, request, reattach, pingInterval, pingTimeout);
    }

    ClientTimes withRequest(Duration time) {
        return new ClientTimes(connect, time, reattach, pingInterval, pingTimeout);
    }

    ClientTimes withReattach(Duration time) {
        return new ClientTimes(connect, request, time, pingInterval, pingTimeout);
    }

    ClientTimes withPings(Duration interval, Duration timeout) {
        return new ClientTimes(connect, request, reattach, interval, timeout);
    }

    private static Duration positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
        return capped(value);
    }

    private static Duration notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, was " + value);
        }
        return capped(value);
    }

    /** A time that somebody gave, zero for a negative one, a year for a longer one. */
    static Duration bounded(Duration value) {
        return value.isNegative() ? Duration.ZERO : capped(value);
    }

    private static Duration capped(Duration value) {
        return value.compareTo(StepOptions.LONGEST) > 0 ? StepOptions.LONGEST : value;
    }
}
