package org.openenv.docker;

import org.jspecify.annotations.Nullable;
import org.openenv.core.container.ContainerException;
import org.openenv.core.container.ContainerSpec;

/**
 * Starts services on a Docker Swarm: replicas of one image on all machines of the swarm, which the swarm keeps alive. The
 * daemon, found as {@link DockerContainerProvider} finds it, must be a manager of the swarm.
 *
 * <p>Each replica publishes its port on its own machine ("host mode"), on a port that Docker chooses, so that a client
 * talks to one replica and stays with it; the swarm's routing mesh would spread one client's requests over all. A service
 * runs under the daemons' own seccomp profile, and goes with the JVM that started it, as a container does: the first
 * start of a provider removes services whose JVM of this machine is gone. Safe for use by several threads.
 */
public final class DockerSwarmProvider {

    /** A class of its own, which is loaded when the libraries it needs are known to be there. */
    private final SwarmStarter starter;

    /** Makes a provider on the daemon that the {@code docker} command would use, and asks it nothing yet. */
    public DockerSwarmProvider() {
        this(null);
    }

    /**
     * Makes a provider, and asks the daemon nothing yet.
     *
     * @param dockerHost the address of a manager's daemon, such as {@code tcp://manager:2376}, or {@code null} for the one
     *     that the {@code docker} command would use
     */
    public DockerSwarmProvider(@Nullable String dockerHost) {
        DockerLibraries.require();
        starter = new SwarmStarter(dockerHost);
    }

    /**
     * Starts a service. Returns as soon as the swarm has taken it, which is before its replicas answer: see {@link
     * SwarmService#awaitReady}. Images are not pulled from here: each machine gets what it lacks, as swarms do.
     *
     * @param spec what each replica runs and may use; {@code pids}, a network and the start timeout are not looked at
     * @param replicas how many, 0 or more
     * @return the service; the caller closes it
     * @throws ContainerException if there is no daemon, it is no manager, or it refuses
     */
    public SwarmService start(ContainerSpec spec, int replicas) {
        return starter.start(spec, replicas);
    }
}
