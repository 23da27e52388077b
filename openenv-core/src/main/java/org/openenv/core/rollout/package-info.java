/**
 * Many episodes as a trainer runs them: {@link org.openenv.core.rollout.Rollouts} plays prompts × samples over a pool of
 * sessions, a {@link org.openenv.core.rollout.Policy} chooses the actions, {@link org.openenv.core.rollout.TrajectoryFile}
 * keeps what came of it.
 */
@NullMarked
package org.openenv.core.rollout;

import org.jspecify.annotations.NullMarked;
