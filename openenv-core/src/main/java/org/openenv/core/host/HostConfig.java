package org.openenv.core.host;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openenv.core.spi.EnvironmentConfig;

/** How a host serves. Immutable; made by a {@link Builder}, whose methods tell each option's default. */
public final class HostConfig {

    private final Builder options;

    private HostConfig(Builder options) {
        this.options = options;
    }

    /**
     * Returns the options a host has without asking.
     *
     * @return the defaults
     */
    public static HostConfig defaults() {
        return builder().build();
    }

    /**
     * Returns a builder that stands at the defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the address to listen on.
     *
     * @return a host name or address
     */
    public String host() {
        return options.host;
    }

    /**
     * Returns the port to listen on.
     *
     * @return 0 for any free port
     */
    public int port() {
        return options.port;
    }

    /**
     * Returns how many sessions may be open at once.
     *
     * @return one or more
     */
    public int maxSessions() {
        return options.maxSessions;
    }

    /**
     * Returns the largest message or body taken in.
     *
     * @return bytes
     */
    public int maxMessageBytes() {
        return options.maxMessageBytes;
    }

    /**
     * Returns how long running steps may go on after the host was told to close.
     *
     * @return zero or more
     */
    public Duration drainGrace() {
        return options.drainGrace;
    }

    /**
     * Returns the environment served at the root.
     *
     * @return its name; empty for the first
     */
    public Optional<String> defaultEnvironment() {
        return Optional.ofNullable(options.defaultEnvironment);
    }

    /**
     * Returns what every environment is told when it is made.
     *
     * @return the operator's settings
     */
    public EnvironmentConfig environmentConfig() {
        return options.environmentConfig;
    }

    /** Collects options for a {@link HostConfig}. Not safe for use by several threads. */
    public static final class Builder {

        private String host = "127.0.0.1";
        private int port = 8000;
        private int maxSessions = 64;
        private int maxMessageBytes = 16 * 1024 * 1024;
        private Duration drainGrace = Duration.ofSeconds(10);
        private @Nullable String defaultEnvironment;
        private EnvironmentConfig environmentConfig = EnvironmentConfig.empty();

        private Builder() {}

        private Builder(Builder other) {
            host = other.host;
            port = other.port;
            maxSessions = other.maxSessions;
            maxMessageBytes = other.maxMessageBytes;
            drainGrace = other.drainGrace;
            defaultEnvironment = other.defaultEnvironment;
            environmentConfig = other.environmentConfig;
        }

        /**
         * Sets the address to listen on; without it, 127.0.0.1.
         *
         * @param value a host name or address; {@code 0.0.0.0} for all
         * @return this
         */
        public Builder host(String value) {
            host = Objects.requireNonNull(value, "host is required");
            return this;
        }

        /**
         * Sets the port to listen on; without it, 8000.
         *
         * @param value 0 for any free port
         * @return this
         * @throws IllegalArgumentException if it is no port
         */
        public Builder port(int value) {
            if (value < 0 || value > 65535) {
                throw new IllegalArgumentException("port must be 0 to 65535, was " + value);
            }
            port = value;
            return this;
        }

        /**
         * Sets how many sessions may be open at once; without it, 64.
         *
         * @param value one or more
         * @return this
         * @throws IllegalArgumentException if it is less than one
         */
        public Builder maxSessions(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("maxSessions must be at least 1, was " + value);
            }
            maxSessions = value;
            return this;
        }

        /**
         * Sets the largest message or body taken in; without it, 16 MiB.
         *
         * @param value bytes, at least 1024
         * @return this
         * @throws IllegalArgumentException if it is too small
         */
        public Builder maxMessageBytes(int value) {
            if (value < 1024) {
                throw new IllegalArgumentException("maxMessageBytes must be at least 1024, was " + value);
            }
            maxMessageBytes = value;
            return this;
        }

        /**
         * Sets how long running steps may go on after the host was told to close; without it, 10 s.
         *
         * @param value zero or more
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder drainGrace(Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("drainGrace must not be negative, was " + value);
            }
            drainGrace = value;
            return this;
        }

        /**
         * Sets the environment served at the root; without it, the first.
         *
         * @param name its name
         * @return this
         */
        public Builder defaultEnvironment(String name) {
            defaultEnvironment = Objects.requireNonNull(name, "name is required");
            return this;
        }

        /**
         * Sets what every environment is told when it is made; without it, nothing.
         *
         * @param value the operator's settings
         * @return this
         */
        public Builder environmentConfig(EnvironmentConfig value) {
            environmentConfig = Objects.requireNonNull(value, "environmentConfig is required");
            return this;
        }

        /**
         * Returns the options collected so far.
         *
         * @return an immutable copy
         */
        public HostConfig build() {
            return new HostConfig(new Builder(this));
        }
    }
}
