/** Tests of the warm-fork backend, through its public door and with real processes. */
@NullMarked
package org.openenv.coding.server.python.worker;

import org.jspecify.annotations.NullMarked;
