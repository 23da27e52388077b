package org.openenv.core.container;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to run in a container, and what it may use. Immutable.
 *
 * @param image the image's name, such as {@code coding-env:latest}
 * @param command arguments for the program in the image; empty for the image's own
 * @param environment environment variables, by name
 * @param port where the server listens inside
 * @param hostPort where it is published on this machine; 0 for any free port
 * @param memoryBytes how much memory it may have, swap included; 0 for no limit
 * @param cpus how many processors' worth of time it may have; 0 for no limit
 * @param pids how many processes and threads it may have; 0 for no limit
 * @param network the network it joins, or {@code null} for the engine's default
 * @param labels labels that the engine keeps, by name
 * @param pullPolicy when the image is fetched
 * @param name the container's name, or {@code null} for one that the engine makes up
 * @param user who the program runs as, or {@code null} for the image's own
 * @param readOnly whether its file system can't be written, {@code /tmp} and {@code /run} apart
 * @param extraHosts addresses of hosts, by name
 * @param startTimeout how long its server may take to answer
 * @param stopTimeout how long it may take to stop before it is killed
 */
public record ContainerSpec(
        String image,
        List<String> command,
        Map<String, String> environment,
        int port,
        int hostPort,
        long memoryBytes,
        double cpus,
        long pids,
        @Nullable String network,
        Map<String, String> labels,
        PullPolicy pullPolicy,
        @Nullable String name,
        @Nullable String user,
        boolean readOnly,
        Map<String, String> extraHosts,
        Duration startTimeout,
        Duration stopTimeout) {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a value makes no sense
     */
    public ContainerSpec {
        require(!image.isBlank(), "image", "a name", image);
        require(port > 0 && port <= 65535, "port", "1 to 65535", port);
        require(hostPort >= 0 && hostPort <= 65535, "hostPort", "0 to 65535", hostPort);
        require(memoryBytes >= 0, "memoryBytes", "0 or more", memoryBytes);
        require(cpus >= 0, "cpus", "0 or more", cpus);
        require(pids >= 0, "pids", "0 or more", pids);
        require(!startTimeout.isNegative() && !startTimeout.isZero(), "startTimeout", "positive", startTimeout);
        require(!stopTimeout.isNegative(), "stopTimeout", "0 or more", stopTimeout);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        labels = Map.copyOf(labels);
        extraHosts = Map.copyOf(extraHosts);
    }

    private static void require(boolean holds, String name, String expected, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + expected + ", was '" + value + "'");
        }
    }

    /**
     * Returns what runs an image with the defaults: port 8000, published on any free port, no limits, 30 s to start.
     *
     * @param image the image's name
     * @return the spec
     */
    public static ContainerSpec of(String image) {
        return builder(image).build();
    }

    /**
     * Returns a builder that stands at the defaults of {@link #of}.
     *
     * @param image the image's name
     * @return a new builder
     */
    public static Builder builder(String image) {
        return new Builder(image);
    }

    /** Collects a {@link ContainerSpec}. Not safe for use by several threads. */
    public static final class Builder {

        private final String image;
        private List<String> command = List.of();
        private final Map<String, String> environment = new TreeMap<>();
        private int port = 8000;
        private int hostPort;
        private long memoryBytes;
        private double cpus;
        private long pids;
        private @Nullable String network;
        private final Map<String, String> labels = new TreeMap<>();
        private PullPolicy pullPolicy = PullPolicy.IF_MISSING;
        private @Nullable String name;
        private @Nullable String user;
        private boolean readOnly;
        private final Map<String, String> extraHosts = new TreeMap<>();
        private Duration startTimeout = Duration.ofSeconds(30);
        private Duration stopTimeout = Duration.ofSeconds(10);

        private Builder(String image) {
            this.image = image;
        }

        /**
         * Sets the arguments of the image's program.
         *
         * @param arguments none for the image's own
         * @return this
         */
        public Builder command(String... arguments) {
            command = List.of(arguments);
            return this;
        }

        /**
         * Adds an environment variable.
         *
         * @param variable its name
         * @param value its value
         * @return this
         */
        public Builder env(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        /**
         * Sets where the server listens inside; without it, 8000.
         *
         * @param value 1 to 65535
         * @return this
         */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /**
         * Sets where the server is published on this machine; without it, on any free port.
         *
         * @param value 0 for any free port
         * @return this
         */
        public Builder hostPort(int value) {
            hostPort = value;
            return this;
        }

        /**
         * Sets how much memory it may have, swap included; without it, no limit.
         *
         * @param bytes 0 for no limit
         * @return this
         */
        public Builder memoryBytes(long bytes) {
            memoryBytes = bytes;
            return this;
        }

        /**
         * Sets how many processors' worth of time it may have; without it, no limit.
         *
         * @param value such as 1.5; 0 for no limit
         * @return this
         */
        public Builder cpus(double value) {
            cpus = value;
            return this;
        }

        /**
         * Sets how many processes and threads it may have; without it, no limit.
         *
         * @param value 0 for no limit
         * @return this
         */
        public Builder pids(long value) {
            pids = value;
            return this;
        }

        /**
         * Sets the network it joins; without it, the engine's default.
         *
         * @param value the network's name
         * @return this
         */
        public Builder network(String value) {
            network = value;
            return this;
        }

        /**
         * Adds a label.
         *
         * @param label its name
         * @param value its value
         * @return this
         */
        public Builder label(String label, String value) {
            labels.put(label, value);
            return this;
        }

        /**
         * Sets when the image is fetched; without it, when it is missing.
         *
         * @param value the policy
         * @return this
         */
        public Builder pullPolicy(PullPolicy value) {
            pullPolicy = value;
            return this;
        }

        /**
         * Sets the container's name; without it, the engine makes one up.
         *
         * @param value a name that no other container has
         * @return this
         */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /**
         * Sets who the program runs as; without it, whom the image says.
         *
         * @param value a name or number, with or without a group: {@code 10001:10001}
         * @return this
         */
        public Builder user(String value) {
            user = value;
            return this;
        }

        /**
         * Sets whether its file system can't be written, {@code /tmp} and {@code /run} apart; without it, it can.
         *
         * @param value {@code true} for read-only
         * @return this
         */
        public Builder readOnly(boolean value) {
            readOnly = value;
            return this;
        }

        /**
         * Adds a host that it knows by name.
         *
         * @param host the name
         * @param address its address, or {@code host-gateway} for this machine
         * @return this
         */
        public Builder extraHost(String host, String address) {
            extraHosts.put(host, address);
            return this;
        }

        /**
         * Sets how long its server may take to answer; without it, 30 s.
         *
         * @param value positive
         * @return this
         */
        public Builder startTimeout(Duration value) {
            startTimeout = value;
            return this;
        }

        /**
         * Sets how long it may take to stop before it is killed; without it, 10 s.
         *
         * @param value zero or more
         * @return this
         */
        public Builder stopTimeout(Duration value) {
            stopTimeout = value;
            return this;
        }

        /**
         * Returns what was collected so far.
         *
         * @return the spec
         * @throws IllegalArgumentException if a value makes no sense
         */
        public ContainerSpec build() {
            return new ContainerSpec(
                    image,
                    command,
                    environment,
                    port,
                    hostPort,
                    memoryBytes,
                    cpus,
                    pids,
                    network,
                    labels,
                    pullPolicy,
                    name,
                    user,
                    readOnly,
                    extraHosts,
                    startTimeout,
                    stopTimeout);
        }
    }
}
