package org.openenv.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Service;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.container.ContainerException;
import org.openenv.core.container.ContainerException.Kind;
import org.openenv.core.container.ContainerSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(DockerSwarmProvider.class);

    private final DockerEngine engine;

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
        engine = DockerEngine.at(dockerHost);
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
        if (!spec.process().securityOptions().isEmpty()) {
            throw new ContainerException(
                    Kind.REFUSED,
                    "asked for the security options " + spec.process().securityOptions()
                            + ", which a swarm's services do not take; set them for the daemons of its machines",
                    null);
        }
        removeOrphans();
        try {
            String id = engine.call(
                    "start a service of " + spec.image(),
                    docker -> docker.createServiceCmd(ServiceRequest.of(spec, replicas))
                            .exec()
                            .getId());
            SwarmService service = new SwarmService(engine, spec, id);
            Reaper.watch(service);
            return service;
        } catch (DockerException failure) {
            throw refused(spec, failure);
        }
    }

    private static ContainerException refused(ContainerSpec spec, DockerException failure) {
        String said = DockerFailures.said(failure);
        String asked = "asked to start a service of " + spec.image() + ". Docker said: " + said;
        if (said.contains("name conflicts")) {
            return new ContainerException(
                    Kind.NAME_IN_USE,
                    asked + "; remove that service with docker service rm " + spec.name() + ", or choose another name",
                    failure);
        }
        String remedy = said.contains("swarm manager")
                ? "; make a swarm with docker swarm init, or point DOCKER_HOST at a manager"
                : "; correct what it names in the spec";
        return new ContainerException(Kind.REFUSED, asked + remedy, failure);
    }

    private void removeOrphans() {
        try {
            List<Service> services = engine.call(
                    "list services", docker -> docker.listServicesCmd().exec());
            for (Service service : services) {
                Map<String, String> labels =
                        service.getSpec() == null ? null : service.getSpec().getLabels();
                if (Owner.of(labels == null ? Map.of() : labels)
                        .filter(Owner::isGone)
                        .isPresent()) {
                    SwarmService.remove(engine, String.valueOf(service.getId()));
                    LOG.info("removed the service {}, whose owner is gone", service.getId());
                }
            }
        } catch (DockerException failure) {
            LOG.debug("could not look for orphaned services: {}", failure.getMessage());
        }
    }
}
