@NullMarked
package org.openenv.core.server.replay;

import org.jspecify.annotations.NullMarked;
