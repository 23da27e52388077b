/**
 * Internal to the host, and subject to change: the HTTP and WebSocket transport, on Undertow, whose I/O threads only move
 * bytes.
 */
@NullMarked
package org.openenv.core.host.http;

import org.jspecify.annotations.NullMarked;
