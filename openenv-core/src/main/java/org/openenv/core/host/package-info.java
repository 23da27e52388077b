/**
 * Serves environments over HTTP and WebSocket: {@link org.openenv.core.host.EnvironmentHost} is the door, {@link
 * org.openenv.core.host.HostConfig} its options.
 *
 * <p>Undertow's I/O threads take requests in and hand each to its session's lane, a serial queue on a pool of worker
 * threads; an environment is only ever touched on its lane.
 */
@NullMarked
package org.openenv.core.host;

import org.jspecify.annotations.NullMarked;
