/** Internal to {@code org.openenv.core.wire}: types that hold values of another, as lists, arrays, maps, optionals. */
@NullMarked
package org.openenv.core.wire.type.container;

import org.jspecify.annotations.NullMarked;
