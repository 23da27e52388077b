/** A recorded episode is run again, and each answer compared with what was recorded. */
@NullMarked
package org.openenv.core.server.replay;

import org.jspecify.annotations.NullMarked;
