/** Internal: the Model Context Protocol in its three dialects, on the host's sessions; knows no transport. */
@NullMarked
package org.openenv.core.host.mcp;

import org.jspecify.annotations.NullMarked;
