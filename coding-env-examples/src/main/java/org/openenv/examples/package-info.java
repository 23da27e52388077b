/**
 * Programs to start from: {@link org.openenv.examples.QuickStart}, {@link org.openenv.examples.DockerQuickStart}, {@link org.openenv.examples.InProcess} and {@link
 * org.openenv.examples.ParallelRollouts}.
 */
@NullMarked
package org.openenv.examples;

import org.jspecify.annotations.NullMarked;
