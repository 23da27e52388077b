/** Tests of the coding environment. */
@NullMarked
package org.openenv.coding.server;

import org.jspecify.annotations.NullMarked;
