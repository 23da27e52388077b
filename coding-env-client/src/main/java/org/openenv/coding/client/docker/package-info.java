/**
 * Containers on a Docker daemon: {@link org.openenv.coding.client.docker.DockerContainerProvider} starts one, {@link
 * org.openenv.coding.client.docker.DockerSwarmProvider} a service of several on a swarm.
 */
@NullMarked
package org.openenv.coding.client.docker;

import org.jspecify.annotations.NullMarked;
