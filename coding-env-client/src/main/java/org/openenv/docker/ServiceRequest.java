package org.openenv.docker;

import com.github.dockerjava.api.model.EndpointResolutionMode;
import com.github.dockerjava.api.model.EndpointSpec;
import com.github.dockerjava.api.model.PortConfig;
import com.github.dockerjava.api.model.PortConfigProtocol;
import com.github.dockerjava.api.model.ResourceRequirements;
import com.github.dockerjava.api.model.ResourceSpecs;
import com.github.dockerjava.api.model.ServiceModeConfig;
import com.github.dockerjava.api.model.ServiceReplicatedModeOptions;
import com.github.dockerjava.api.model.ServiceRestartCondition;
import com.github.dockerjava.api.model.ServiceRestartPolicy;
import com.github.dockerjava.api.model.ServiceSpec;
import com.github.dockerjava.api.model.TaskSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.openenv.core.container.ContainerSpec;

/** A spec in the swarm's words. */
final class ServiceRequest {

    private static final Duration BEFORE_RESTART = Duration.ofMillis(500);

    private ServiceRequest() {}

    static ServiceSpec of(ContainerSpec spec, int replicas) {
        Map<String, String> labels = new HashMap<>(spec.labels());
        labels.putAll(Owner.self().labels());
        String name = spec.name() == null ? "openenv-" + UUID.randomUUID() : spec.name();
        return new ServiceSpec()
                .withName(name)
                .withLabels(labels)
                .withMode(mode(replicas))
                .withTaskTemplate(new TaskSpec()
                        .withContainerSpec(container(spec))
                        .withResources(new ResourceRequirements().withLimits(limits(spec)))
                        .withRestartPolicy(new ServiceRestartPolicy()
                                .withCondition(ServiceRestartCondition.ANY)
                                .withDelay(BEFORE_RESTART.toNanos())))
                .withEndpointSpec(new EndpointSpec()
                        .withMode(EndpointResolutionMode.DNSRR)
                        .withPorts(List.of(new PortConfig()
                                .withProtocol(PortConfigProtocol.TCP)
                                .withTargetPort(spec.network().port())
                                .withPublishedPort(spec.network().hostPort())
                                .withPublishMode(PortConfig.PublishMode.host))));
    }

    static ServiceModeConfig mode(int replicas) {
        return new ServiceModeConfig().withReplicated(new ServiceReplicatedModeOptions().withReplicas(replicas));
    }

    private static com.github.dockerjava.api.model.ContainerSpec container(ContainerSpec spec) {
        var container = new com.github.dockerjava.api.model.ContainerSpec()
                .withImage(spec.image())
                .withLabels(spec.labels())
                .withEnv(CreateRequest.environment(spec))
                .withInit(true)
                .withReadOnly(spec.process().readOnly())
                .withMounts(CreateRequest.mounts(spec))
                .withStopGracePeriod(spec.patience().stop().toNanos())
                .withHosts(spec.network().extraHosts().entrySet().stream()
                        .map(extra -> extra.getValue() + " " + extra.getKey())
                        .toList());
        if (!spec.process().command().isEmpty()) {
            container.withArgs(spec.process().command());
        }
        return spec.process().user() == null
                ? container
                : container.withUser(spec.process().user());
    }

    private static ResourceSpecs limits(ContainerSpec spec) {
        ResourceSpecs limits = new ResourceSpecs();
        if (spec.limits().memoryBytes() > 0) {
            limits.withMemoryBytes(spec.limits().memoryBytes());
        }
        return spec.limits().cpus() > 0
                ? limits.withNanoCPUs(Math.round(spec.limits().cpus() * 1e9))
                : limits;
    }
}
