/** Internal to the host, and subject to change: the files of a session's episode, whatever the transport. Start with {@code LaneCall}. */
@NullMarked
package org.openenv.core.host.files;

import org.jspecify.annotations.NullMarked;
