/**
 * Containers on a Docker daemon: {@link org.openenv.docker.DockerContainerProvider} starts one, {@link
 * org.openenv.docker.DockerSwarmProvider} a service of several on a swarm.
 */
@NullMarked
package org.openenv.docker;

import org.jspecify.annotations.NullMarked;
