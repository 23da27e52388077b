/**
 * What every author and user of an environment types: actions, observations, states and the {@link
 * org.openenv.core.Environment} between them.
 *
 * <p>Start with {@link org.openenv.core.Environment} and {@link org.openenv.core.StepResult}. The vocabulary is that of
 * Gymnasium, dm_env and OpenEnv.
 */
@NullMarked
package org.openenv.core;

import org.jspecify.annotations.NullMarked;
