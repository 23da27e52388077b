/** Internal, knows no session: the answers of environments' own doors while they are made. */
@NullMarked
package org.openenv.core.host.door;

import org.jspecify.annotations.NullMarked;
