package org.openenv.core.host;

/**
 * How much a host takes in. Immutable.
 *
 * @param maxSessions how many sessions may be open at once, one or more
 * @param admissionQueue how many sessions may wait for a place when all are taken, zero or more; the others are refused at
 *     once
 * @param maxMessageBytes the largest message or body taken in, in bytes, at least 1024
 * @param maxConnectionsPerAddress how many connections one address may hold, one or more
 */
public record HostLimits(int maxSessions, int admissionQueue, int maxMessageBytes, int maxConnectionsPerAddress) {

    private static final HostLimits DEFAULTS = new HostLimits(defaultMaxSessions(), 0, 16 * 1024 * 1024, 2048);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if one of them is too small
     */
    public HostLimits {
        Checks.atLeast("maxSessions", maxSessions, 1);
        Checks.atLeast("admissionQueue", admissionQueue, 0);
        Checks.atLeast("maxMessageBytes", maxMessageBytes, 1024);
        Checks.atLeast("maxConnectionsPerAddress", maxConnectionsPerAddress, 1);
    }

    /**
     * Returns the limits a host has without asking: {@link #defaultMaxSessions()}, nobody waiting for a place, 16 MiB a
     * message, 2048 connections an address.
     *
     * @return the defaults
     */
    public static HostLimits defaults() {
        return DEFAULTS;
    }

    /**
     * Returns how many sessions this machine is given without asking: 128 for each core, but no more than one for each 16 MiB
     * of half its memory.
     *
     * @return one or more
     */
    public static int defaultMaxSessions() {
        return Checks.sessionsThatFit();
    }

    /**
     * Returns these limits with another number of sessions.
     *
     * @param sessions how many may be open at once, one or more
     * @return the copy
     */
    public HostLimits withMaxSessions(int sessions) {
        return new HostLimits(sessions, admissionQueue, maxMessageBytes, maxConnectionsPerAddress);
    }

    /**
     * Returns these limits with another queue for places.
     *
     * @param sessions how many may wait, zero or more
     * @return the copy
     */
    public HostLimits withAdmissionQueue(int sessions) {
        return new HostLimits(maxSessions, sessions, maxMessageBytes, maxConnectionsPerAddress);
    }

    /**
     * Returns these limits with another size of messages.
     *
     * @param bytes the largest message or body taken in, at least 1024
     * @return the copy
     */
    public HostLimits withMaxMessageBytes(int bytes) {
        return new HostLimits(maxSessions, admissionQueue, bytes, maxConnectionsPerAddress);
    }

    /**
     * Returns these limits with another number of connections.
     *
     * @param connections how many one address may hold, one or more
     * @return the copy
     */
    public HostLimits withMaxConnectionsPerAddress(int connections) {
        return new HostLimits(maxSessions, admissionQueue, maxMessageBytes, connections);
    }
}
