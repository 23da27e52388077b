package org.openenv.docker;

import com.github.dockerjava.api.model.Container;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that no container outlives its owner: those of this JVM when it ends, those of dead ones when it starts. */
final class Reaper {

    private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);
    private static final Set<AutoCloseable> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Reaper::closeAll, "containers-shutdown"));
    }

    private Reaper() {}

    /** Closes a container or a service when this JVM ends, unless it is forgotten before. */
    static void watch(AutoCloseable container) {
        OPEN.add(container);
    }

    static void forget(AutoCloseable container) {
        OPEN.remove(container);
    }

    private static void closeAll() {
        CompletableFuture.allOf(OPEN.stream()
                        .map(container -> CompletableFuture.runAsync(() -> close(container)))
                        .toArray(CompletableFuture<?>[]::new))
                .exceptionally(failure -> null)
                .join();
    }

    private static void close(AutoCloseable container) {
        try {
            container.close();
        } catch (Exception failure) {
            LOG.warn("could not remove a container at the end: {}", failure.getMessage());
        }
    }

    /** Looks for containers whose owners are gone, on a thread of its own, and removes them. */
    static void sweepInBackground(DockerEngine engine) {
        Thread thread = new Thread(() -> sweep(engine), "containers-reaper");
        thread.setDaemon(true);
        thread.start();
    }

    private static void sweep(DockerEngine engine) {
        try {
            List<Container> ours = engine.call(
                    "list containers",
                    docker -> docker.listContainersCmd()
                            .withShowAll(true)
                            .withLabelFilter(List.of(Owner.WORLD))
                            .exec());
            ours.stream().filter(Reaper::isOrphan).forEach(orphan -> remove(engine, orphan));
        } catch (RuntimeException failure) {
            LOG.debug("could not look for orphaned containers: {}", failure.getMessage());
        }
    }

    private static boolean isOrphan(Container container) {
        Map<String, String> labels = Objects.requireNonNullElse(container.getLabels(), Map.of());
        return Owner.of(labels).filter(Owner::isGone).isPresent();
    }

    private static void remove(DockerEngine engine, Container orphan) {
        try {
            engine.tell(
                    "remove the container " + orphan.getId(),
                    docker -> docker.removeContainerCmd(orphan.getId())
                            .withForce(true)
                            .withRemoveVolumes(true)
                            .exec());
            LOG.info("removed the container {} ({}), whose owner is gone", orphan.getId(), orphan.getImage());
        } catch (RuntimeException failure) {
            LOG.debug("could not remove the orphaned container {}: {}", orphan.getId(), failure.getMessage());
        }
    }
}
