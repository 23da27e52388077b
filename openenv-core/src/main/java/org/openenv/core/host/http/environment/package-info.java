/** Internal to the host, and subject to change: what is answered for one environment: its episode and sessions, its tools, its doors, its tasks. */
@NullMarked
package org.openenv.core.host.http.environment;

import org.jspecify.annotations.NullMarked;
