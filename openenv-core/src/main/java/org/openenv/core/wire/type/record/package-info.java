/**
 * Internal to {@code org.openenv.core.wire}: types of records, of sealed interfaces of them, and of values of no declared
 * type; {@link org.openenv.core.wire.type.record.WireTypes} makes every type from a Java class.
 */
@NullMarked
package org.openenv.core.wire.type.record;

import org.jspecify.annotations.NullMarked;
