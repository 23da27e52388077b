package org.openenv.docker;

import org.jspecify.annotations.Nullable;
import org.openenv.core.container.ContainerException;
import org.openenv.core.container.ContainerProvider;
import org.openenv.core.container.ContainerSpec;
import org.openenv.core.container.RunningContainer;

/**
 * Starts containers on a Docker daemon, found as the {@code docker} command finds it: {@code DOCKER_HOST}, the current
 * context, TLS by {@code DOCKER_TLS_VERIFY} and {@code DOCKER_CERT_PATH}, else the local socket, or that of a daemon without
 * root or of Podman. It needs docker-java-core and docker-java-transport-zerodep on the class path, which this project's
 * artifacts do not bring.
 *
 * <p>A container's port is published on the loopback address; where the daemon is on another machine, on that machine's
 * addresses. It runs with {@code init}, without new privileges, and under a seccomp profile that lets an unprivileged
 * server make namespaces for its programs, where the daemon takes one.
 *
 * <p>Containers go with the JVM that started them: at its regular end it removes those still open, and the first start of
 * a provider removes, in the background, those whose JVM of this machine is gone. Safe for use by several threads.
 */
public final class DockerContainerProvider implements ContainerProvider {

    /** A class of its own, which is loaded when the libraries it needs are known to be there. */
    private final DockerStarter starter;

    private DockerContainerProvider(Builder options) {
        DockerLibraries.require();
        starter = new DockerStarter(options.dockerHost, options.seccompProfile);
    }

    /**
     * Makes a provider that stands at the defaults, and asks the daemon nothing yet.
     *
     * @throws ContainerException with {@code NO_ENGINE} if the environment names no daemon that can be used, or docker-java is
     *     not there
     */
    public DockerContainerProvider() {
        this(new Builder());
    }

    /**
     * Returns a builder that stands at the defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public RunningContainer start(ContainerSpec spec) {
        return starter.start(spec);
    }

    /** Collects options for a {@link DockerContainerProvider}. Not safe for use by several threads. */
    public static final class Builder {

        private @Nullable String dockerHost;
        private @Nullable String seccompProfile = SeccompProfile.shipped();

        private Builder() {}

        /**
         * Sets which daemon to use; without it, the one that the {@code docker} command would use.
         *
         * @param address such as {@code unix:///var/run/docker.sock} or {@code tcp://builder:2376}
         * @return this
         */
        public Builder dockerHost(String address) {
            dockerHost = address;
            return this;
        }

        /**
         * Leaves containers under the daemon's own seccomp profile, which as a rule refuses namespaces.
         *
         * @return this
         */
        public Builder withoutSeccompProfile() {
            seccompProfile = null;
            return this;
        }

        /**
         * Returns the provider, which asks the daemon nothing yet.
         *
         * @return a new provider
         * @throws ContainerException with {@code NO_ENGINE} if the address can't be used, or docker-java is not there
         */
        public DockerContainerProvider build() {
            return new DockerContainerProvider(this);
        }
    }
}
