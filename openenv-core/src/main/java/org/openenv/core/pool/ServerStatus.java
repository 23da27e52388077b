package org.openenv.core.pool;

import java.net.URI;

/**
 * How one server of a {@link EnvPool} is.
 *
 * @param server where it is
 * @param healthy whether it gets new sessions
 * @param sessions how many sessions the pool has open there
 * @param ailment what is wrong with it, in words; empty while nothing is
 */
public record ServerStatus(URI server, boolean healthy, int sessions, String ailment) {}
