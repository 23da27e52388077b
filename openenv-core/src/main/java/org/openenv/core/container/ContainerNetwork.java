package org.openenv.core.container;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a container is reached, and whom it reaches. Immutable.
 *
 * @param port where the server listens inside
 * @param hostPort where it is published on this machine; 0 for any free port
 * @param name the network it joins, or {@code null} for the engine's default
 * @param extraHosts addresses of hosts, by name; {@code host-gateway} stands for this machine's
 */
public record ContainerNetwork(
        int port, int hostPort, @Nullable String name, Map<String, String> extraHosts) {

    /** Port 8000, published on any free port, in the engine's default network. */
    public static final ContainerNetwork DEFAULTS = new ContainerNetwork(8000, 0, null, Map.of());

    private static final int HIGHEST_PORT = 65535;

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a value makes no sense
     */
    public ContainerNetwork {
        ContainerSpec.require(port > 0 && port <= HIGHEST_PORT, "port", "1 to 65535", port);
        ContainerSpec.require(hostPort >= 0 && hostPort <= HIGHEST_PORT, "hostPort", "0 to 65535", hostPort);
        extraHosts = Map.copyOf(extraHosts);
    }

    /**
     * Returns this network with another port inside.
     *
     * @param newPort 1 to 65535
     * @return the copy
     */
    public ContainerNetwork withPort(int newPort) {
        return new ContainerNetwork(newPort, hostPort, name, extraHosts);
    }

    /**
     * Returns this network with another port on this machine.
     *
     * @param newPort 0 for any free port
     * @return the copy
     */
    public ContainerNetwork withHostPort(int newPort) {
        return new ContainerNetwork(port, newPort, name, extraHosts);
    }

    /**
     * Returns this network with another network to join.
     *
     * @param newName the network's name
     * @return the copy
     */
    public ContainerNetwork withName(String newName) {
        return new ContainerNetwork(port, hostPort, newName, extraHosts);
    }

    /**
     * Returns this network with one more host that the container knows by name.
     *
     * @param host the name
     * @param address its address, or {@code host-gateway} for this machine
     * @return the copy
     */
    public ContainerNetwork withExtraHost(String host, String address) {
        return new ContainerNetwork(port, hostPort, name, ContainerSpec.plus(extraHosts, host, address));
    }
}
