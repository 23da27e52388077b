/**
 * Internal to the host, and subject to change: the WebSocket transport. A connection is a session; its frames become {@link
 * org.openenv.core.host.session.PendingRequest}s.
 */
@NullMarked
package org.openenv.core.host.socket;

import org.jspecify.annotations.NullMarked;
