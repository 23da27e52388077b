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

/** Starts services, and removes those whose owner is gone. Safe for use by several threads. */
final class SwarmStarter {

    private static final Logger LOG = LoggerFactory.getLogger(DockerSwarmProvider.class);

    private final DockerEngine engine;

    SwarmStarter(@Nullable String dockerHost) {
        engine = DockerEngine.at(dockerHost);
    }

    SwarmService start(ContainerSpec spec, int replicas) {
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
