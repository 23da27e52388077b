/**
 * Serves environments over HTTP and WebSocket: {@link org.openenv.core.host.EnvironmentHost} is the door, {@link
 * org.openenv.core.host.HostConfig} its options.
 *
 * <p>The door and its words stand here; what is behind it is internal: {@code http} takes requests in on Undertow's I/O
 * threads, {@code session} has each answered on its session's lane, the only place where an environment is touched.
 */
@NullMarked
package org.openenv.core.host;

import org.jspecify.annotations.NullMarked;
