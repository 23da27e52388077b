/**
 * Where an environment's server may run: a {@link org.openenv.core.container.ContainerProvider} starts a {@link
 * org.openenv.core.container.ContainerSpec} and gives a {@link org.openenv.core.container.RunningContainer}; a {@link
 * org.openenv.core.container.ServerGroup} is several of them.
 */
@NullMarked
package org.openenv.core.container;

import org.jspecify.annotations.NullMarked;
