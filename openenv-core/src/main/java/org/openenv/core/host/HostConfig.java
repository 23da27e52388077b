package org.openenv.core.host;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openenv.core.spi.EnvironmentConfig;

/**
 * How a host serves. Immutable.
 *
 * <p>{@code HostConfig.defaults().withPort(0).withLimits(limits -> limits.withMaxSessions(4))}
 *
 * @param host the address to listen on: a host name or address; {@code 0.0.0.0} for all
 * @param port the port to listen on, 0 for any free port
 * @param rootPath the prefix under which a reverse proxy serves this host, such as {@code /python}; empty for none
 * @param defaultEnvironment the name of the environment served at the root; {@code null} for the first
 * @param environmentConfigs what environments are told when they are made
 * @param limits how much is taken in
 * @param times how long is waited
 * @param access who may use it
 * @param observers who is told of what happens
 * @param pages the pages served besides the protocol's
 */
public record HostConfig(
        String host,
        int port,
        String rootPath,
        @Nullable String defaultEnvironment,
        EnvironmentConfigs environmentConfigs,
        HostLimits limits,
        HostTimes times,
        HostAccess access,
        List<HostObserver> observers,
        List<TextPage> pages) {

    private static final HostConfig DEFAULTS = new HostConfig(
            "127.0.0.1",
            8000,
            "",
            null,
            EnvironmentConfigs.none(),
            HostLimits.defaults(),
            HostTimes.defaults(),
            HostAccess.defaults(),
            List.of(),
            List.of());

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the port is none, or the root path does not begin with a slash
     */
    public HostConfig {
        Objects.requireNonNull(host, "host is required");
        host = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
        }
        rootPath = rootPath.endsWith("/") ? rootPath.substring(0, rootPath.length() - 1) : rootPath;
        if (!rootPath.isEmpty() && !rootPath.startsWith("/")) {
            throw new IllegalArgumentException("the root path must begin with '/', was '" + rootPath + "'");
        }
        Objects.requireNonNull(environmentConfigs, "environmentConfigs is required");
        observers = List.copyOf(observers);
        pages = List.copyOf(pages);
    }

    /**
     * Returns what a host does without asking: port 8000 of 127.0.0.1, the first environment at the root, and the defaults of
     * {@link HostLimits}, {@link HostTimes} and {@link HostAccess}.
     *
     * @return the defaults
     */
    public static HostConfig defaults() {
        return DEFAULTS;
    }

    /**
     * Tells whether it listens on this machine alone.
     *
     * @return {@code false} also for a name that nobody knows
     */
    public boolean loopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException neverServed) {
            return false;
        }
    }

    /**
     * Tells whether the pages for people are served.
     *
     * @return what {@link WebPages} says; where it leaves that open, whether the host listens on this machine alone or asks for
     *     a token
     */
    public boolean servesPages() {
        return switch (access.web()) {
            case ON -> true;
            case OFF -> false;
            case AUTO -> access.authToken() != null || loopback();
        };
    }

    /**
     * Returns this configuration with another address.
     *
     * @param address a host name or address; {@code 0.0.0.0} for all
     * @return the copy
     */
    public HostConfig withHost(String address) {
        return new HostConfig(
                address,
                port,
                rootPath,
                defaultEnvironment,
                environmentConfigs,
                limits,
                times,
                access,
                observers,
                pages);
    }

    /**
     * Returns this configuration with another port.
     *
     * @param number 0 for any free port
     * @return the copy
     */
    public HostConfig withPort(int number) {
        return new HostConfig(
                host,
                number,
                rootPath,
                defaultEnvironment,
                environmentConfigs,
                limits,
                times,
                access,
                observers,
                pages);
    }

    /**
     * Returns this configuration with another prefix.
     *
     * @param prefix under which a reverse proxy serves this host, such as {@code /python}; empty for none
     * @return the copy
     */
    public HostConfig withRootPath(String prefix) {
        return new HostConfig(
                host, port, prefix, defaultEnvironment, environmentConfigs, limits, times, access, observers, pages);
    }

    /**
     * Returns this configuration with another environment at the root.
     *
     * @param name its name, or {@code null} for the first
     * @return the copy
     */
    public HostConfig withDefaultEnvironment(@Nullable String name) {
        return new HostConfig(host, port, rootPath, name, environmentConfigs, limits, times, access, observers, pages);
    }

    /**
     * Returns this configuration with something else that every environment is told.
     *
     * @param settings the operator's settings
     * @return the copy
     */
    public HostConfig withEnvironmentConfig(EnvironmentConfig settings) {
        return withEnvironmentConfigs(environmentConfigs.withAll(settings));
    }

    /**
     * Returns this configuration with something else that one environment is told, on top of what every one is.
     *
     * @param name the environment's name
     * @param settings the operator's settings
     * @return the copy
     */
    public HostConfig withEnvironmentConfig(String name, EnvironmentConfig settings) {
        return withEnvironmentConfigs(environmentConfigs.with(name, settings));
    }

    private HostConfig withEnvironmentConfigs(EnvironmentConfigs configs) {
        return new HostConfig(
                host, port, rootPath, defaultEnvironment, configs, limits, times, access, observers, pages);
    }

    /**
     * Returns this configuration with other limits.
     *
     * @param change makes the new limits from these
     * @return the copy
     */
    public HostConfig withLimits(UnaryOperator<HostLimits> change) {
        return new HostConfig(
                host,
                port,
                rootPath,
                defaultEnvironment,
                environmentConfigs,
                change.apply(limits),
                times,
                access,
                observers,
                pages);
    }

    /**
     * Returns this configuration with other times.
     *
     * @param change makes the new times from these
     * @return the copy
     */
    public HostConfig withTimes(UnaryOperator<HostTimes> change) {
        return new HostConfig(
                host,
                port,
                rootPath,
                defaultEnvironment,
                environmentConfigs,
                limits,
                change.apply(times),
                access,
                observers,
                pages);
    }

    /**
     * Returns this configuration with another access.
     *
     * @param change makes the new access from this
     * @return the copy
     */
    public HostConfig withAccess(UnaryOperator<HostAccess> change) {
        return new HostConfig(
                host,
                port,
                rootPath,
                defaultEnvironment,
                environmentConfigs,
                limits,
                times,
                change.apply(access),
                observers,
                pages);
    }

    /**
     * Returns this configuration with one more who is told of what happens.
     *
     * @param observer called on the sessions' threads
     * @return the copy
     */
    public HostConfig withObserver(HostObserver observer) {
        List<HostObserver> all =
                Stream.concat(observers.stream(), Stream.of(observer)).toList();
        return new HostConfig(
                host, port, rootPath, defaultEnvironment, environmentConfigs, limits, times, access, all, pages);
    }

    /**
     * Returns this configuration with one more page.
     *
     * @param page served besides the protocol's
     * @return the copy
     */
    public HostConfig withPage(TextPage page) {
        List<TextPage> all = Stream.concat(pages.stream(), Stream.of(page)).toList();
        return new HostConfig(
                host, port, rootPath, defaultEnvironment, environmentConfigs, limits, times, access, observers, all);
    }
}
