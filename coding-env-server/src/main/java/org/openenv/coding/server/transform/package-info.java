/**
 * The rewards of the coding environment, given for a program's text: {@link
 * org.openenv.coding.server.transform.CodingTransforms#safe()} is the usual set.
 */
@NullMarked
package org.openenv.coding.server.transform;

import org.jspecify.annotations.NullMarked;
