package org.openenv.core.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
     * Returns how many sessions this machine is given without asking: 128 for each core, but no more than one for each 16 MiB
     * of half its memory.
     *
     * @return one or more
     */
    public static int defaultMaxSessions() {
        return Options.sessionsThatFit();
    }

    /** {@return the address to listen on: a host name or address; {@code 0.0.0.0} for all} */
    public String host() {
        return options.host;
    }

    /** {@return the port to listen on: 0 for any free port} */
    public int port() {
        return options.port;
    }

    /** {@return how many sessions may be open at once: one or more} */
    public int maxSessions() {
        return options.maxSessions;
    }

    /** {@return how many sessions may wait for a place when all are taken: zero or more} */
    public int admissionQueue() {
        return options.admissionQueue;
    }

    /** {@return how long a session waits for a place before it is refused: zero or more} */
    public Duration admissionTimeout() {
        return options.admissionTimeout;
    }

    /** {@return how long a session may be idle: zero for ever} */
    public Duration sessionTimeout() {
        return options.sessionTimeout;
    }

    /** {@return how long a session may live: zero for ever} */
    public Duration maxSessionLifetime() {
        return options.maxSessionLifetime;
    }

    /** {@return how often a WebSocket client is pinged: positive} */
    public Duration pingInterval() {
        return options.pingInterval;
    }

    /**
     * {@return how long a WebSocket client may be silent in spite of pings before its connection is dropped:
     * positive}
     */
    public Duration pongTimeout() {
        return options.pongTimeout;
    }

    /** {@return the largest message or body taken in: bytes, at least 1024} */
    public int maxMessageBytes() {
        return options.maxMessageBytes;
    }

    /** {@return how many connections one address may hold: one or more} */
    public int maxConnectionsPerAddress() {
        return options.maxConnectionsPerAddress;
    }

    /** {@return how long a request body may take to arrive: positive} */
    public Duration bodyTimeout() {
        return options.bodyTimeout;
    }

    /** {@return how long running steps may go on after the host was told to close: zero or more} */
    public Duration drainGrace() {
        return options.drainGrace;
    }

    /** {@return whether reset, step and state are refused: {@code true} to refuse them} */
    public boolean production() {
        return options.production;
    }

    /** {@return the token every request must carry: the token, or empty where none is asked for} */
    public Optional<String> authToken() {
        return Optional.ofNullable(options.authToken);
    }

    /**
     * {@return the origins whose browser pages may drive the host, besides its own: such as {@code
     * https://example.org}; {@code *} for any}
     */
    public Set<String> allowedOrigins() {
        return Set.copyOf(options.allowedOrigins);
    }

    /** {@return the environment served at the root: its name; empty for the first} */
    public Optional<String> defaultEnvironment() {
        return Optional.ofNullable(options.defaultEnvironment);
    }

    /** {@return what every environment is told when it is made: the operator's settings} */
    public EnvironmentConfig environmentConfig() {
        return options.environmentConfig;
    }

    /** {@return who is told of what happens in the host: observers in the order they were added} */
    public List<HostObserver> observers() {
        return List.copyOf(options.observers);
    }

    /** {@return the pages served besides the protocol's: pages in the order they were added} */
    public List<TextPage> pages() {
        return List.copyOf(options.pages);
    }

    /** Collects options for a {@link HostConfig}. Not safe for use by several threads. */
    public static final class Builder {

        private String host = "127.0.0.1";
        private int port = 8000;
        private int maxSessions = defaultMaxSessions();
        private int admissionQueue = 0;
        private Duration admissionTimeout = Duration.ofSeconds(30);
        private Duration sessionTimeout = Duration.ofMinutes(30);
        private Duration maxSessionLifetime = Duration.ZERO;
        private Duration pingInterval = Duration.ofSeconds(20);
        private Duration pongTimeout = Duration.ofSeconds(60);
        private int maxMessageBytes = 16 * 1024 * 1024;
        private int maxConnectionsPerAddress = 2048;
        private Duration bodyTimeout = Duration.ofSeconds(30);
        private Duration drainGrace = Duration.ofSeconds(10);
        private boolean production = false;
        private @Nullable String authToken;
        private Set<String> allowedOrigins = new LinkedHashSet<>();
        private @Nullable String defaultEnvironment;
        private EnvironmentConfig environmentConfig = EnvironmentConfig.empty();
        private List<HostObserver> observers = new ArrayList<>();
        private List<TextPage> pages = new ArrayList<>();

        private Builder() {}

        private Builder(Builder other) {
            host = other.host;
            port = other.port;
            maxSessions = other.maxSessions;
            admissionQueue = other.admissionQueue;
            admissionTimeout = other.admissionTimeout;
            sessionTimeout = other.sessionTimeout;
            maxSessionLifetime = other.maxSessionLifetime;
            pingInterval = other.pingInterval;
            pongTimeout = other.pongTimeout;
            maxMessageBytes = other.maxMessageBytes;
            maxConnectionsPerAddress = other.maxConnectionsPerAddress;
            bodyTimeout = other.bodyTimeout;
            drainGrace = other.drainGrace;
            production = other.production;
            authToken = other.authToken;
            allowedOrigins = new LinkedHashSet<>(other.allowedOrigins);
            defaultEnvironment = other.defaultEnvironment;
            environmentConfig = other.environmentConfig;
            observers = new ArrayList<>(other.observers);
            pages = new ArrayList<>(other.pages);
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
         * @throws IllegalArgumentException if it is not
         */
        public Builder port(int value) {
            port = Options.port(value);
            return this;
        }

        /**
         * Sets how many sessions may be open at once; without it, {@link #defaultMaxSessions()}.
         *
         * @param value one or more
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder maxSessions(int value) {
            maxSessions = Options.atLeast("maxSessions", value, 1);
            return this;
        }

        /**
         * Sets how many sessions may wait for a place when all are taken; without it, none.
         *
         * @param value zero or more
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder admissionQueue(int value) {
            admissionQueue = Options.atLeast("admissionQueue", value, 0);
            return this;
        }

        /**
         * Sets how long a session waits for a place before it is refused; without it, 30 s.
         *
         * @param value zero or more
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder admissionTimeout(Duration value) {
            admissionTimeout = Options.notNegative("admissionTimeout", value);
            return this;
        }

        /**
         * Sets how long a session may be idle; without it, 30 min.
         *
         * @param value zero for ever
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder sessionTimeout(Duration value) {
            sessionTimeout = Options.notNegative("sessionTimeout", value);
            return this;
        }

        /**
         * Sets how long a session may live; without it, for ever.
         *
         * @param value zero for ever
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder maxSessionLifetime(Duration value) {
            maxSessionLifetime = Options.notNegative("maxSessionLifetime", value);
            return this;
        }

        /**
         * Sets how often a WebSocket client is pinged; without it, 20 s.
         *
         * @param value positive
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder pingInterval(Duration value) {
            pingInterval = Options.positive("pingInterval", value);
            return this;
        }

        /**
         * Sets how long a WebSocket client may be silent in spite of pings before its connection is dropped; without it, 60 s.
         *
         * @param value positive
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder pongTimeout(Duration value) {
            pongTimeout = Options.positive("pongTimeout", value);
            return this;
        }

        /**
         * Sets the largest message or body taken in; without it, 16 MiB.
         *
         * @param value bytes, at least 1024
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder maxMessageBytes(int value) {
            maxMessageBytes = Options.atLeast("maxMessageBytes", value, 1024);
            return this;
        }

        /**
         * Sets how many connections one address may hold; without it, 2048.
         *
         * @param value one or more
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder maxConnectionsPerAddress(int value) {
            maxConnectionsPerAddress = Options.atLeast("maxConnectionsPerAddress", value, 1);
            return this;
        }

        /**
         * Sets how long a request body may take to arrive; without it, 30 s.
         *
         * @param value positive
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder bodyTimeout(Duration value) {
            bodyTimeout = Options.positive("bodyTimeout", value);
            return this;
        }

        /**
         * Sets how long running steps may go on after the host was told to close; without it, 10 s.
         *
         * @param value zero or more
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder drainGrace(Duration value) {
            drainGrace = Options.notNegative("drainGrace", value);
            return this;
        }

        /**
         * Sets whether reset, step and state are refused; without it, {@code false}.
         *
         * @param value {@code true} to refuse them
         * @return this
         */
        public Builder production(boolean value) {
            production = value;
            return this;
        }

        /**
         * Sets the token every request but {@code /health} must carry; without it, none.
         *
         * @param value the token, at least 8 characters
         * @return this
         * @throws IllegalArgumentException if it is shorter
         */
        public Builder authToken(String value) {
            authToken = Options.token(value);
            return this;
        }

        /**
         * Lets browser pages of another origin drive the host; without it, only pages it serves itself.
         *
         * @param origin such as {@code https://example.org}; {@code *} for any
         * @return this
         */
        public Builder allowOrigin(String origin) {
            allowedOrigins.add(Objects.requireNonNull(origin, "origin is required"));
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
         * Adds somebody who is told of what happens.
         *
         * @param observer called on the sessions' threads
         * @return this
         */
        public Builder observer(HostObserver observer) {
            observers.add(Objects.requireNonNull(observer, "observer is required"));
            return this;
        }

        /**
         * Adds a page served besides the protocol's.
         *
         * @param page the page
         * @return this
         */
        public Builder page(TextPage page) {
            pages.add(Objects.requireNonNull(page, "page is required"));
            return this;
        }

        /** {@return the options collected so far: an immutable copy} */
        public HostConfig build() {
            return new HostConfig(new Builder(this));
        }
    }
}
