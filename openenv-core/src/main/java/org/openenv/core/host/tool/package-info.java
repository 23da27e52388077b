/** Internal: the tools of an environment as a host offers them, whatever the protocol. */
@NullMarked
package org.openenv.core.host.tool;

import org.jspecify.annotations.NullMarked;
