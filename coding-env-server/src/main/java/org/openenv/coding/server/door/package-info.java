/** Requests of the coding environment's own: {@link org.openenv.coding.server.door.CodingDoors} lists them. */
@NullMarked
package org.openenv.coding.server.door;

import org.jspecify.annotations.NullMarked;
