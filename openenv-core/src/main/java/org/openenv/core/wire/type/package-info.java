/**
 * How values of each Java type cross the wire: a record's component types are turned into {@link
 * org.openenv.core.wire.type.WireType}s once, which then read, write and describe. Internal to {@code
 * org.openenv.core.wire}; not for use by environments or clients.
 */
@NullMarked
package org.openenv.core.wire.type;

import org.jspecify.annotations.NullMarked;
