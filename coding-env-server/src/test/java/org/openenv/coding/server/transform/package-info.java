/** Tests of the rewards. */
@NullMarked
package org.openenv.coding.server.transform;

import org.jspecify.annotations.NullMarked;
