/** Tests of the echo environment. */
@NullMarked
package org.openenv.examples.echo;

import org.jspecify.annotations.NullMarked;
