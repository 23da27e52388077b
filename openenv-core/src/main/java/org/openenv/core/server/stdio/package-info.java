/** The Model Context Protocol over stdin and stdout, for desktop agents that start a server themselves. */
@NullMarked
package org.openenv.core.server.stdio;

import org.jspecify.annotations.NullMarked;
