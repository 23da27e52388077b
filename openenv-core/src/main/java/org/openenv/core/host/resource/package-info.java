/**
 * Internal to the host, and subject to change: what its sessions share and are bounded by, threads, time and bytes. Nothing
 * here knows of a session.
 */
@NullMarked
package org.openenv.core.host.resource;

import org.jspecify.annotations.NullMarked;
