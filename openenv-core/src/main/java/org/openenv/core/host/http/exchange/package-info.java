/** Internal to the host, and subject to change: one exchange over HTTP, whatever its route: its body, its answer, and whether its client is still there. */
@NullMarked
package org.openenv.core.host.http.exchange;

import org.jspecify.annotations.NullMarked;
