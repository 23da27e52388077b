package org.openenv.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.container.ContainerSpec;

/** A spec in Docker's words. */
final class CreateRequest {

    private CreateRequest() {}

    /**
     * Returns the command that makes a container.
     *
     * @param local whether only this machine is to reach it
     * @param seccomp the profile's JSON, or {@code null} for the daemon's own
     */
    static CreateContainerCmd of(DockerClient docker, ContainerSpec spec, boolean local, @Nullable String seccomp) {
        Map<String, String> labels = new HashMap<>(spec.labels());
        labels.putAll(Owner.self().labels());
        CreateContainerCmd command = docker.createContainerCmd(spec.image())
                .withEnv(environment(spec))
                .withLabels(labels)
                .withExposedPorts(ExposedPort.tcp(spec.network().port()))
                .withHostConfig(host(spec, local, seccomp));
        if (!spec.process().command().isEmpty()) {
            command.withCmd(spec.process().command());
        }
        if (spec.name() != null) {
            command.withName(spec.name());
        }
        if (spec.process().user() != null) {
            command.withUser(spec.process().user());
        }
        return command;
    }

    /** Returns the variables; the server is told where to listen when that is not where the image listens anyway. */
    static List<String> environment(ContainerSpec spec) {
        Map<String, String> all = new HashMap<>();
        if (spec.network().port() != 8000) {
            all.put("PORT", Integer.toString(spec.network().port()));
        }
        all.putAll(spec.process().environment());
        return all.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    }

    private static HostConfig host(ContainerSpec spec, boolean local, @Nullable String seccomp) {
        List<String> security = new ArrayList<>(List.of("no-new-privileges"));
        security.addAll(spec.process().securityOptions());
        if (seccomp != null && security.stream().noneMatch(option -> option.startsWith("seccomp="))) {
            security.add("seccomp=" + seccomp);
        }
        HostConfig host = HostConfig.newHostConfig().withInit(true).withSecurityOpts(security);
        if (!"host".equals(spec.network().name())) {
            Ports.Binding binding = new Ports.Binding(local ? "127.0.0.1" : "0.0.0.0", hostPort(spec));
            host.withPortBindings(
                    new PortBinding(binding, ExposedPort.tcp(spec.network().port())));
        }
        if (spec.network().name() != null) {
            host.withNetworkMode(spec.network().name());
        }
        if (spec.limits().memoryBytes() > 0) {
            host.withMemory(spec.limits().memoryBytes())
                    .withMemorySwap(spec.limits().memoryBytes());
        }
        if (spec.limits().cpus() > 0) {
            host.withNanoCPUs(Math.round(spec.limits().cpus() * 1e9));
        }
        if (spec.limits().pids() > 0) {
            host.withPidsLimit(spec.limits().pids());
        }
        if (spec.process().readOnly()) {
            host.withReadonlyRootfs(true).withTmpFs(Map.of("/tmp", "mode=1777", "/run", "mode=755"));
        }
        if (!spec.process().mounts().isEmpty()) {
            host.withMounts(mounts(spec));
        }
        if (!spec.network().extraHosts().isEmpty()) {
            host.withExtraHosts(spec.network().extraHosts().entrySet().stream()
                    .map(extra -> extra.getKey() + ":" + extra.getValue())
                    .toArray(String[]::new));
        }
        return host;
    }

    static List<Mount> mounts(ContainerSpec spec) {
        return spec.process().mounts().stream()
                .map(mount -> new Mount()
                        .withType(mount.isVolume() ? MountType.VOLUME : MountType.BIND)
                        .withSource(mount.source())
                        .withTarget(mount.target())
                        .withReadOnly(mount.readOnly()))
                .toList();
    }

    private static @Nullable String hostPort(ContainerSpec spec) {
        return spec.network().hostPort() == 0
                ? null
                : Integer.toString(spec.network().hostPort());
    }
}
