/** Tests of the coding environment's client. */
@NullMarked
package org.openenv.coding.client;

import org.jspecify.annotations.NullMarked;
