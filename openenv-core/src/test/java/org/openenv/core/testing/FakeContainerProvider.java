package org.openenv.core.testing;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.container.ContainerException;
import org.openenv.core.container.ContainerException.Kind;
import org.openenv.core.container.ContainerProvider;
import org.openenv.core.container.ContainerSpec;
import org.openenv.core.container.Health;
import org.openenv.core.container.RunningContainer;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.spi.EnvironmentProvider;

/**
 * An engine whose containers are hosts in this JVM, real sockets and all, with knobs for what goes wrong. Safe for use by
 * several threads.
 */
public final class FakeContainerProvider implements ContainerProvider {

    /** The environment variable that makes a container end with this exit code instead of serving. */
    public static final String EXIT = "FAKE_EXIT";

    /** The environment variable that, set to anything, makes a container run without ever answering. */
    public static final String SILENT = "FAKE_SILENT";

    /** The image that this engine does not have. */
    public static final String NO_SUCH_IMAGE = "no-such-image:latest";

    private final Supplier<? extends EnvironmentProvider<?, ?, ?>> environments;
    private final int maxSessions;
    private final Map<URI, Fake> open = new ConcurrentHashMap<>();
    private final AtomicInteger started = new AtomicInteger();
    private volatile @Nullable Kind refusal;

    /**
     * Makes an engine.
     *
     * @param environments makes the environment that a container serves
     * @param maxSessions how many sessions a container takes
     */
    public FakeContainerProvider(Supplier<? extends EnvironmentProvider<?, ?, ?>> environments, int maxSessions) {
        this.environments = environments;
        this.maxSessions = maxSessions;
    }

    /**
     * Lets starts fail from now on.
     *
     * @param kind how, or {@code null} to let them succeed again
     */
    public void refuse(@Nullable Kind kind) {
        refusal = kind;
    }

    /**
     * Lets a container crash: its server and all connections to it are gone, as is the container for its engine.
     *
     * @param server where it is
     */
    public void crash(URI server) {
        Fake fake = open.get(server);
        if (fake == null) {
            throw new IllegalArgumentException("no container is open at " + server + "; open: " + open.keySet());
        }
        fake.crash();
    }

    /**
     * Returns where the containers are that were started and not closed.
     *
     * @return addresses
     */
    public List<URI> open() {
        return List.copyOf(open.keySet());
    }

    /**
     * Returns how many containers were started.
     *
     * @return a count that only grows
     */
    public int started() {
        return started.get();
    }

    @Override
    public RunningContainer start(ContainerSpec spec) {
        Kind kind = spec.image().equals(NO_SUCH_IMAGE) ? Kind.NO_IMAGE : refusal;
        if (kind != null) {
            throw new ContainerException(kind, "asked to start " + spec.image() + ", but was told to refuse", null);
        }
        Fake fake = new Fake(spec, started.incrementAndGet());
        open.put(fake.baseUri(), fake);
        return fake;
    }

    private final class Fake implements RunningContainer {

        private final String id;
        private final ContainerSpec spec;
        private final EnvironmentHost host;
        private final URI uri;
        private volatile boolean running = true;
        private volatile boolean closed;

        Fake(ContainerSpec spec, int number) {
            this.spec = spec;
            this.id = "fake-" + number;
            HostConfig config = HostConfig.defaults()
                    .withPort(0)
                    .withLimits(limits -> limits.withMaxSessions(maxSessions))
                    .withTimes(times -> times.withDrainGrace(Duration.ZERO));
            this.host = EnvironmentHost.start(config, List.of(environments.get()));
            this.uri = host.uri();
            if (spec.process().environment().containsKey(EXIT)) {
                crash();
            }
        }

        void crash() {
            running = false;
            host.close();
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public URI baseUri() {
            return uri;
        }

        @Override
        public boolean isRunning() {
            return running && !closed;
        }

        @Override
        public void awaitReady(Duration timeout) {
            URI asked = spec.process().environment().containsKey(SILENT) ? URI.create(uri + "/nothing-here") : uri;
            Health.await(asked, timeout, this::requireAlive);
        }

        private void requireAlive() {
            if (closed) {
                throw new ContainerException(Kind.CLOSED, id + " was closed while waiting for it", null);
            }
            if (!running) {
                String code = spec.process().environment().getOrDefault(EXIT, "137");
                throw new ContainerException(Kind.EXITED, id + " ended with exit code " + code, null);
            }
        }

        @Override
        public void close() {
            closed = true;
            boolean interrupted = Thread.interrupted();
            host.close();
            open.remove(uri);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
