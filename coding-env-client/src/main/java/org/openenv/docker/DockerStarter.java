package org.openenv.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.PullResponseItem;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.openenv.core.container.ContainerException;
import org.openenv.core.container.ContainerException.Kind;
import org.openenv.core.container.ContainerSpec;
import org.openenv.core.container.PullPolicy;
import org.openenv.core.container.RunningContainer;

/** Makes and starts containers. Safe for use by several threads. */
final class DockerStarter {

    private static final Duration LONGEST_PULL = Duration.ofMinutes(10);

    private final DockerEngine engine;
    private final @Nullable String seccompProfile;
    private final AtomicBoolean swept = new AtomicBoolean();

    DockerStarter(@Nullable String dockerHost, @Nullable String seccompProfile) {
        this.engine = DockerEngine.at(dockerHost);
        this.seccompProfile = seccompProfile;
    }

    RunningContainer start(ContainerSpec spec) {
        if (swept.compareAndSet(false, true)) {
            Reaper.sweepInBackground(engine);
        }
        String id = null;
        try {
            if (spec.pullPolicy() == PullPolicy.ALWAYS) {
                pull(spec);
            }
            String created = create(spec);
            id = created;
            engine.tell(
                    "start " + spec.image(),
                    docker -> docker.startContainerCmd(created).exec());
            DockerContainer container = new DockerContainer(engine, spec, created, published(spec, created));
            Reaper.watch(container);
            return container;
        } catch (RuntimeException failure) {
            ContainerException explained = DockerFailures.refused(spec, failure);
            if (id != null) {
                remove(id, explained);
            }
            throw explained;
        }
    }

    private String create(ContainerSpec spec) {
        try {
            return tryToCreate(spec);
        } catch (NotFoundException absent) {
            if (spec.pullPolicy() == PullPolicy.NEVER) {
                throw DockerFailures.noImage(
                        spec, DockerFailures.said(absent) + " (and it was told not to pull)", absent);
            }
            pull(spec);
            return tryToCreate(spec);
        }
    }

    private String tryToCreate(ContainerSpec spec) {
        boolean namespaces = seccompProfile != null && engine.takesSeccompProfiles();
        return engine.call("make a container of " + spec.image(), docker -> {
            CreateContainerCmd command =
                    CreateRequest.of(docker, spec, engine.isLocal(), namespaces ? seccompProfile : null);
            return command.exec().getId();
        });
    }

    private void pull(ContainerSpec spec) {
        try {
            boolean done = engine.call("pull " + spec.image(), docker -> pulled(docker, spec.image()));
            if (!done) {
                throw DockerFailures.noImage(spec, "pulling it took longer than " + LONGEST_PULL, null);
            }
        } catch (ContainerException known) {
            throw known;
        } catch (RuntimeException failure) {
            throw DockerFailures.noImage(
                    spec, "it is not here and can't be pulled: " + DockerFailures.said(failure), failure);
        }
    }

    private static boolean pulled(DockerClient docker, String image) {
        try {
            String tagged = image.matches(".*(:[^/]+|@[^/]+)$") ? image : image + ":latest";
            return docker.pullImageCmd(tagged)
                    .exec(new ResultCallback.Adapter<PullResponseItem>())
                    .awaitCompletion(LONGEST_PULL.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContainerException(Kind.INTERRUPTED, "interrupted while pulling " + image, e);
        }
    }

    private URI published(ContainerSpec spec, String id) {
        if ("host".equals(spec.network().name())) {
            return URI.create("http://" + engine.host() + ":" + spec.network().port());
        }
        Map<ExposedPort, Ports.Binding[]> bindings = engine.call(
                "tell the port of " + id,
                docker -> docker.inspectContainerCmd(id)
                        .exec()
                        .getNetworkSettings()
                        .getPorts()
                        .getBindings());
        Ports.Binding[] found = bindings.get(ExposedPort.tcp(spec.network().port()));
        if (found == null || found.length == 0) {
            new DockerContainer(engine, spec, id, engine.address()).requireRunning();
            throw new ContainerException(
                    Kind.REFUSED,
                    "asked to publish port " + spec.network().port() + " of " + spec.image()
                            + ". Docker said: it has no published " + "port; on the network "
                            + spec.network().name()
                            + " it can't be reached, choose another",
                    null);
        }
        return URI.create("http://" + engine.host() + ":" + found[0].getHostPortSpec());
    }

    /** Cleans up after a start that failed; the interrupt that may be the reason must wait. */
    private void remove(String id, ContainerException reason) {
        boolean interrupted = Thread.interrupted();
        try {
            DockerContainer.forceRemove(engine, id);
        } catch (RuntimeException failure) {
            reason.addSuppressed(failure);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
