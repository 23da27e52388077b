package org.openenv.core.container;

/**
 * How much a container may use. Immutable.
 *
 * @param memoryBytes how much memory, swap included; 0 for no limit
 * @param cpus how many processors' worth of time, such as 1.5; 0 for no limit
 * @param pids how many processes and threads; 0 for no limit
 */
public record ContainerLimits(long memoryBytes, double cpus, long pids) {

    /** No limits. */
    public static final ContainerLimits NONE = new ContainerLimits(0, 0, 0);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a value makes no sense
     */
    public ContainerLimits {
        ContainerSpec.require(memoryBytes >= 0, "memoryBytes", "0 or more", memoryBytes);
        ContainerSpec.require(cpus >= 0 && cpus < 1e6, "cpus", "0 or more", cpus);
        ContainerSpec.require(pids >= 0, "pids", "0 or more", pids);
    }
}
