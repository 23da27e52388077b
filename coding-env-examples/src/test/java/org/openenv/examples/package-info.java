/** Tests of the examples. */
@NullMarked
package org.openenv.examples;

import org.jspecify.annotations.NullMarked;
