package org.openenv.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Service;
import com.github.dockerjava.api.model.SwarmNode;
import com.github.dockerjava.api.model.Task;
import com.github.dockerjava.api.model.TaskState;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openenv.core.container.ContainerException;
import org.openenv.core.container.ContainerException.Kind;
import org.openenv.core.container.ContainerSpec;
import org.openenv.core.container.Health;
import org.openenv.core.container.ServerGroup;

/**
 * A service on a swarm: as many replicas as it was told to have, each with an address of its own. The swarm replaces a
 * replica that ends. Safe for use by several threads.
 */
public final class SwarmService implements ServerGroup {

    private final DockerEngine engine;
    private final ContainerSpec spec;
    private final String id;
    private boolean closed;

    SwarmService(DockerEngine engine, ContainerSpec spec, String id) {
        this.engine = engine;
        this.spec = spec;
        this.id = id;
    }

    /**
     * Returns the name by which the swarm knows it.
     *
     * @return an id
     */
    public String id() {
        return id;
    }

    /**
     * Asks the swarm where replicas run now.
     *
     * @return the address of each, possibly of fewer than were asked for
     */
    @Override
    public List<URI> servers() {
        try {
            List<Task> tasks = running();
            Map<String, String> addresses = tasks.isEmpty() ? Map.of() : nodeAddresses();
            return tasks.stream()
                    .flatMap(task -> address(task, addresses).stream())
                    .distinct()
                    .toList();
        } catch (DockerException failure) {
            throw refused("list the replicas of the service " + id, failure);
        }
    }

    private List<Task> running() {
        return engine.call(
                "list the tasks of " + id,
                docker -> docker.listTasksCmd().withServiceFilter(id).withStateFilter(TaskState.RUNNING).exec().stream()
                        .filter(task ->
                                task.getStatus() != null && task.getStatus().getState() == TaskState.RUNNING)
                        .toList());
    }

    /** Where each machine of the swarm can be reached; a swarm of one machine is where its daemon is. */
    private Map<String, String> nodeAddresses() {
        List<SwarmNode> nodes =
                engine.call("list nodes", docker -> docker.listSwarmNodesCmd().exec());
        Map<String, String> addresses = new HashMap<>();
        for (SwarmNode node : nodes) {
            String address = node.getStatus() == null ? null : node.getStatus().getAddress();
            boolean alone = nodes.size() == 1 || address == null || address.equals("0.0.0.0");
            addresses.put(String.valueOf(node.getId()), alone ? engine.host() : String.valueOf(address));
        }
        return addresses;
    }

    /** Reads the port that Docker chose from what it says about the task; the client library has no words for it. */
    private Optional<URI> address(Task task, Map<String, String> addresses) {
        if (!(task.getRawValues().get("Status") instanceof Map<?, ?> status
                && status.get("PortStatus") instanceof Map<?, ?> ports
                && ports.get("Ports") instanceof List<?> published)) {
            return Optional.empty();
        }
        String host = addresses.getOrDefault(String.valueOf(task.getNodeId()), engine.host());
        return published.stream()
                .filter(port -> port instanceof Map<?, ?> found
                        && found.get("TargetPort") instanceof Number target
                        && target.intValue() == spec.network().port())
                .map(port -> URI.create("http://" + host + ":" + ((Map<?, ?>) port).get("PublishedPort")))
                .findFirst();
    }

    /**
     * Tells the swarm to have another number of replicas. Returns at once: see {@link #awaitReady}.
     *
     * @param replicas how many, 0 or more
     * @throws ContainerException if the swarm refuses
     */
    public void scale(int replicas) {
        try {
            engine.tell("scale the service " + id + " to " + replicas, docker -> {
                Service now = docker.inspectServiceCmd(id).exec();
                docker.updateServiceCmd(id, now.getSpec().withMode(ServiceRequest.mode(replicas)))
                        .withVersion(now.getVersion().getIndex())
                        .exec();
            });
        } catch (DockerException failure) {
            throw refused("scale the service " + id + " to " + replicas, failure);
        }
    }

    /**
     * Waits until a number of replicas run and answer {@code GET /health}, and no more than that.
     *
     * @param replicas how many
     * @param timeout how long to wait at most
     * @throws ContainerException with {@code NOT_READY}, which says what the swarm reports about the others, or {@code
     *     INTERRUPTED}
     */
    public void awaitReady(int replicas, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            List<URI> servers = servers();
            long healthy = servers.stream()
                    .filter(server ->
                            Health.ailment(server, Duration.ofSeconds(2)).isEmpty())
                    .count();
            if (healthy == replicas && servers.size() == replicas) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new ContainerException(
                        Kind.NOT_READY,
                        "asked for " + replicas + " replicas of " + spec.image() + " within " + timeout + ". "
                                + healthy + " of " + servers.size() + " that run are healthy. Docker said: "
                                + troubles() + "; docker service ps " + id + " shows more",
                        null);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private String troubles() {
        try {
            return listedTroubles();
        } catch (DockerException failure) {
            return DockerFailures.said(failure);
        }
    }

    private String listedTroubles() {
        List<String> errors = engine.call(
                "list the tasks of " + id,
                docker -> docker.listTasksCmd().withServiceFilter(id).exec().stream()
                        .filter(task ->
                                task.getStatus() != null && task.getStatus().getErr() != null)
                        .map(task -> task.getStatus().getErr())
                        .distinct()
                        .toList());
        return errors.isEmpty() ? "nothing is wrong" : String.join(", ", errors);
    }

    /** Removes the service and waits until its containers on the daemon's machine are gone. Closing twice is no error. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            remove(engine, id);
            awaitGone();
            closed = true;
            Reaper.forget(this);
        } catch (DockerException failure) {
            throw refused("remove the service " + id, failure);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static void remove(DockerEngine engine, String id) {
        try {
            engine.tell(
                    "remove the service " + id,
                    docker -> docker.removeServiceCmd(id).exec());
        } catch (NotFoundException goneAlready) {
            // That is what was wanted.
        }
    }

    private void awaitGone() {
        long deadline =
                System.nanoTime() + spec.patience().stop().plusSeconds(10).toNanos();
        while (!containers().isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private List<?> containers() {
        return engine.call(
                "list the containers of " + id,
                docker -> docker.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(Map.of("com.docker.swarm.service.id", id))
                        .exec());
    }

    private static ContainerException refused(String what, DockerException failure) {
        return new ContainerException(
                Kind.REFUSED,
                "asked to " + what + ". Docker said: " + DockerFailures.said(failure)
                        + "; look at docker service ls and docker node ls",
                failure);
    }
}
