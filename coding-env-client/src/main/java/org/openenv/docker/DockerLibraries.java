package org.openenv.docker;

import org.openenv.core.MissingDependencyException;
import org.openenv.core.container.ContainerException;
import org.openenv.core.container.ContainerException.Kind;

/** What talks to a Docker daemon, which a client that starts no containers does without. */
final class DockerLibraries {

    private DockerLibraries() {}

    /**
     * Returns quietly if they are there.
     *
     * @throws ContainerException with {@code NO_ENGINE}, which names the one to add
     */
    static void require() {
        try {
            MissingDependencyException.require(
                    "com.github.dockerjava.core.DockerClientImpl",
                    "com.github.docker-java:docker-java-core",
                    "starting containers");
            MissingDependencyException.require(
                    "com.github.dockerjava.zerodep.ZerodepDockerHttpClient",
                    "com.github.docker-java:docker-java-transport-zerodep",
                    "starting containers");
        } catch (MissingDependencyException missing) {
            throw new ContainerException(Kind.NO_ENGINE, String.valueOf(missing.getMessage()), missing);
        }
    }
}
