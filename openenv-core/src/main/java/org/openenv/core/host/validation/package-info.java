/** Internal: what OpenEnv's validation may read of an episode, where the operator set a token for it. */
@NullMarked
package org.openenv.core.host.validation;

import org.jspecify.annotations.NullMarked;
