/** The checks of a running server, {@link org.openenv.core.conformance.server.ServerChecks}, and the doors they knock at. */
@NullMarked
package org.openenv.core.conformance.server;

import org.jspecify.annotations.NullMarked;
