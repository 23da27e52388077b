/**
 * Internal to {@code org.openenv.core.wire}: what all types of the wire have in common. A {@link
 * org.openenv.core.wire.type.WireType} reads, writes and describes the values of one Java type; here is also what they read
 * into and write to. Not for use by environments or clients.
 */
@NullMarked
package org.openenv.core.wire.type;

import org.jspecify.annotations.NullMarked;
