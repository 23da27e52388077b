/**
 * Rewards put together from small scores: write a {@link org.openenv.core.rubric.Rubric} for each thing that matters, join
 * them with {@link org.openenv.core.rubric.Rubrics}, and give the whole to an environment as a transform.
 */
@NullMarked
package org.openenv.core.rubric;

import org.jspecify.annotations.NullMarked;
