/**
 * The plain data of the coding environment, shared by its server and its clients: {@link
 * org.openenv.coding.CodeAction} in, {@link org.openenv.coding.CodeObservation} out.
 */
@NullMarked
package org.openenv.coding;

import org.jspecify.annotations.NullMarked;
