/** Internal to {@code org.openenv.core.wire}: types of one value, as texts, numbers, truths, enums, dates, bytes. */
@NullMarked
package org.openenv.core.wire.type.scalar;

import org.jspecify.annotations.NullMarked;
