package org.openenv.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openenv.core.container.ContainerException;
import org.openenv.core.container.ContainerException.Kind;
import org.openenv.core.container.ContainerSpec;
import org.openenv.core.container.Health;
import org.openenv.core.container.RunningContainer;

/** A container that this JVM started and answers for. */
final class DockerContainer implements RunningContainer {

    private static final int LOG_LINES = 20;
    private static final long LOG_SECONDS = 5;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(60);

    private final DockerEngine engine;
    private final ContainerSpec spec;
    private final String id;
    private final URI baseUri;
    private final Object closing = new Object();
    private volatile boolean closed;
    private boolean gone;

    DockerContainer(DockerEngine engine, ContainerSpec spec, String id, URI baseUri) {
        this.engine = engine;
        this.spec = spec;
        this.id = id;
        this.baseUri = baseUri;
    }

    @Override
    public String id() {
        return id.substring(0, Math.min(12, id.length()));
    }

    @Override
    public URI baseUri() {
        return baseUri;
    }

    @Override
    public boolean isRunning() {
        try {
            return !closed && Boolean.TRUE.equals(state().getRunning());
        } catch (NotFoundException removedByAnother) {
            return false;
        } catch (DockerException failure) {
            throw refused("look at the container " + id(), failure);
        }
    }

    private static ContainerException refused(String what, DockerException failure) {
        return new ContainerException(
                Kind.REFUSED, "asked to " + what + ". Docker said: " + DockerFailures.said(failure), failure);
    }

    private ContainerState state() {
        return engine.call(
                "look at the container " + id(),
                docker -> docker.inspectContainerCmd(id).exec().getState());
    }

    @Override
    public void awaitReady(Duration timeout) {
        try {
            Health.await(baseUri, timeout, new Looks());
        } catch (ContainerException late) {
            if (late.kind() != Kind.NOT_READY) {
                throw late;
            }
            throw new ContainerException(
                    Kind.NOT_READY, late.getMessage() + "; container " + id() + " wrote last:\n" + log(), late);
        }
    }

    /** Looks from time to time whether the container can still become ready. */
    private final class Looks implements Runnable {

        private long next = System.nanoTime() + BETWEEN_LOOKS.toNanos();

        @Override
        public void run() {
            if (closed) {
                throw closedMeanwhile();
            }
            if (System.nanoTime() - next > 0) {
                requireRunning();
                next = System.nanoTime() + BETWEEN_LOOKS.toNanos();
            }
        }
    }

    /** Fails, with its last words, if it does not run any more. */
    void requireRunning() {
        ContainerState state;
        try {
            state = state();
        } catch (NotFoundException removed) {
            throw closed
                    ? closedMeanwhile()
                    : new ContainerException(
                            Kind.EXITED,
                            "asked for a server in " + spec.image() + ". Docker said: container " + id()
                                    + " was removed by somebody else before the server answered; start it again",
                            removed);
        } catch (DockerException failure) {
            throw refused("look at the container " + id(), failure);
        }
        if (!Boolean.TRUE.equals(state.getRunning())) {
            if (closed) {
                throw closedMeanwhile();
            }
            Long code = state.getExitCodeLong();
            long exitCode = code == null ? -1 : code;
            boolean outOfMemory = Boolean.TRUE.equals(state.getOOMKilled())
                    || (exitCode == 137 && spec.limits().memoryBytes() > 0);
            throw DockerFailures.ended(spec, id(), exitCode, outOfMemory, log());
        }
    }

    private ContainerException closedMeanwhile() {
        return new ContainerException(
                Kind.CLOSED, "the container " + id() + " was closed while somebody waited for its server", null);
    }

    private String log() {
        StringBuilder text = new StringBuilder();
        try (var lines = new ResultCallback.Adapter<Frame>() {
            @Override
            public void onNext(Frame frame) {
                text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
            }
        }) {
            engine.tell(
                    "show the log of " + id(),
                    docker -> docker.logContainerCmd(id)
                            .withStdOut(true)
                            .withStdErr(true)
                            .withTail(LOG_LINES)
                            .exec(lines));
            lines.awaitCompletion(LOG_SECONDS, TimeUnit.SECONDS);
            return text.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "(interrupted while reading its log)";
        } catch (IOException | RuntimeException failure) {
            return "(its log can't be read: " + DockerFailures.said(failure) + ")";
        }
    }

    @Override
    public void close() {
        closed = true;
        synchronized (closing) {
            if (!gone) {
                boolean interrupted = Thread.interrupted();
                try {
                    remove();
                } finally {
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                }
                gone = true;
                Reaper.forget(this);
            }
        }
    }

    private void remove() {
        try {
            int seconds = (int) Math.max(0, (spec.patience().stop().toMillis() + 999) / 1000);
            engine.tell(
                    "stop the container " + id(),
                    docker -> docker.stopContainerCmd(id).withTimeout(seconds).exec());
        } catch (NotModifiedException | NotFoundException ended) {
            // It stopped by itself.
        } catch (DockerException failure) {
            // Removing by force comes next, and says why if that fails too.
        }
        forceRemove(engine, id);
    }

    /** Removes a container whatever it does. */
    static void forceRemove(DockerEngine engine, String id) {
        try {
            engine.tell(
                    "remove the container " + id,
                    docker -> docker.removeContainerCmd(id)
                            .withForce(true)
                            .withRemoveVolumes(true)
                            .exec());
        } catch (NotFoundException goneAlready) {
            // That is what was wanted.
        } catch (DockerException failure) {
            String said = DockerFailures.said(failure);
            if (!said.contains("is already in progress")) {
                throw new ContainerException(
                        Kind.REFUSED,
                        "asked to remove the container " + id + ". Docker said: " + said
                                + "; remove it with docker rm -f " + id,
                        failure);
            }
        }
    }
}
