package org.openenv.core.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to run in a container, and what it may use. Immutable; {@code with} methods return changed copies.
 *
 * @param image the image's name, such as {@code coding-env:latest}
 * @param pullPolicy when the image is fetched
 * @param name the container's name, or {@code null} for one that the engine makes up
 * @param labels labels that the engine keeps, by name
 * @param process what runs in it
 * @param limits how much it may use
 * @param network where it is reached, and whom it reaches
 * @param patience how long it may take to start and to stop
 */
public record ContainerSpec(
        String image,
        PullPolicy pullPolicy,
        @Nullable String name,
        Map<String, String> labels,
        ContainerProcess process,
        ContainerLimits limits,
        ContainerNetwork network,
        ContainerPatience patience) {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a value makes no sense
     */
    public ContainerSpec {
        require(!image.isBlank(), "image", "a name", image);
        labels = Map.copyOf(labels);
    }

    static void require(boolean holds, String name, String expected, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + expected + ", was '" + value + "'");
        }
    }

    static <T> List<T> plus(List<T> entries, T one) {
        List<T> more = new ArrayList<>(entries);
        more.add(one);
        return more;
    }

    static Map<String, String> plus(Map<String, String> entries, String key, String value) {
        Map<String, String> more = new TreeMap<>(entries);
        more.put(key, value);
        return more;
    }

    /**
     * Returns what runs an image with the defaults: port 8000, published on any free port, no limits, 30 s to start.
     *
     * @param image the image's name
     * @return the spec
     */
    public static ContainerSpec of(String image) {
        return new ContainerSpec(
                image,
                PullPolicy.IF_MISSING,
                null,
                Map.of(),
                ContainerProcess.DEFAULTS,
                ContainerLimits.NONE,
                ContainerNetwork.DEFAULTS,
                ContainerPatience.DEFAULTS);
    }

    /**
     * Returns this spec with another time at which the image is fetched; without it, when it is missing.
     *
     * @param policy the policy
     * @return the copy
     */
    public ContainerSpec withPullPolicy(PullPolicy policy) {
        return new ContainerSpec(image, policy, name, labels, process, limits, network, patience);
    }

    /**
     * Returns this spec with a name for the container; without it, the engine makes one up.
     *
     * @param newName a name that no other container has
     * @return the copy
     */
    public ContainerSpec withName(String newName) {
        return new ContainerSpec(image, pullPolicy, newName, labels, process, limits, network, patience);
    }

    /**
     * Returns this spec with one more label.
     *
     * @param label its name
     * @param value its value
     * @return the copy
     */
    public ContainerSpec withLabel(String label, String value) {
        return new ContainerSpec(
                image, pullPolicy, name, plus(labels, label, value), process, limits, network, patience);
    }

    /**
     * Refuses: a container that is started here gets no GPUs.
     *
     * @param gpus what {@code docker run --gpus} would be told, such as {@code all}
     * @return never
     * @throws UnsupportedOperationException always; the message says what to do instead
     */
    @SuppressWarnings("DoNotCallSuggester") // so that who looks for the option finds the way
    public ContainerSpec withGpus(String gpus) {
        throw new UnsupportedOperationException(
                "GPUs can't be given to a container that is started from here (asked for '"
                        + gpus + "'): start it yourself, 'docker run --gpus " + gpus + " -p 8000:8000 " + image
                        + "', and connect to its address. Programs of the coding environment reach no devices in any case");
    }

    /**
     * Returns this spec with another process.
     *
     * @param newProcess what runs in it
     * @return the copy
     */
    public ContainerSpec withProcess(ContainerProcess newProcess) {
        return new ContainerSpec(image, pullPolicy, name, labels, newProcess, limits, network, patience);
    }

    /**
     * Returns this spec with arguments for the image's program.
     *
     * @param arguments none for the image's own
     * @return the copy
     */
    public ContainerSpec withCommand(String... arguments) {
        return withProcess(process.withCommand(List.of(arguments)));
    }

    /**
     * Returns this spec with one more environment variable.
     *
     * @param variable its name
     * @param value its value
     * @return the copy
     */
    public ContainerSpec withEnv(String variable, String value) {
        return withProcess(process.withEnv(variable, value));
    }

    /**
     * Returns this spec with other limits; without it, there are none.
     *
     * @param newLimits how much it may use
     * @return the copy
     */
    public ContainerSpec withLimits(ContainerLimits newLimits) {
        return new ContainerSpec(image, pullPolicy, name, labels, process, newLimits, network, patience);
    }

    /**
     * Returns this spec with another limit of memory, swap included.
     *
     * @param bytes 0 for no limit
     * @return the copy
     */
    public ContainerSpec withMemoryBytes(long bytes) {
        return withLimits(new ContainerLimits(bytes, limits.cpus(), limits.pids()));
    }

    /**
     * Returns this spec with another share of processors.
     *
     * @param cpus how many processors' worth of time, such as 1.5; 0 for no limit
     * @return the copy
     */
    public ContainerSpec withCpus(double cpus) {
        return withLimits(new ContainerLimits(limits.memoryBytes(), cpus, limits.pids()));
    }

    /**
     * Returns this spec with another limit of processes and threads.
     *
     * @param pids 0 for no limit
     * @return the copy
     */
    public ContainerSpec withPids(long pids) {
        return withLimits(new ContainerLimits(limits.memoryBytes(), limits.cpus(), pids));
    }

    /**
     * Returns this spec with another network.
     *
     * @param newNetwork where it is reached, and whom it reaches
     * @return the copy
     */
    public ContainerSpec withNetwork(ContainerNetwork newNetwork) {
        return new ContainerSpec(image, pullPolicy, name, labels, process, limits, newNetwork, patience);
    }

    /**
     * Returns this spec with other times to start and to stop.
     *
     * @param newPatience how long each may take
     * @return the copy
     */
    public ContainerSpec withPatience(ContainerPatience newPatience) {
        return new ContainerSpec(image, pullPolicy, name, labels, process, limits, network, newPatience);
    }

    /**
     * Returns this spec with another time for its server to answer.
     *
     * @param timeout positive
     * @return the copy
     */
    public ContainerSpec withStartTimeout(Duration timeout) {
        return withPatience(new ContainerPatience(timeout, patience.stop()));
    }

    /**
     * Returns this spec with another time for the container to stop before it is killed.
     *
     * @param timeout zero or more
     * @return the copy
     */
    public ContainerSpec withStopTimeout(Duration timeout) {
        return withPatience(new ContainerPatience(patience.start(), timeout));
    }

    /**
     * Returns this spec with somebody to run the program as.
     *
     * @param user a name or number, with or without a group: {@code 10001:10001}
     * @return the copy
     */
    public ContainerSpec withUser(String user) {
        return withProcess(process.withUser(user));
    }

    /**
     * Returns this spec with a file system that can or can't be written, {@code /tmp} and {@code /run} apart.
     *
     * @param readOnly {@code true} for read-only
     * @return the copy
     */
    public ContainerSpec withReadOnly(boolean readOnly) {
        return withProcess(process.withReadOnly(readOnly));
    }

    /**
     * Returns this spec with one more part of the engine's machine that the container sees, read-only.
     *
     * @param source an absolute path on the engine's machine, or the name of a volume
     * @param target an absolute path in the container
     * @return the copy
     */
    public ContainerSpec withReadOnlyMount(String source, String target) {
        return withProcess(process.withMount(new ContainerMount(source, target, true)));
    }

    /**
     * Returns this spec with another port at which the server listens inside.
     *
     * @param port 1 to 65535
     * @return the copy
     */
    public ContainerSpec withPort(int port) {
        return withNetwork(network.withPort(port));
    }

    /**
     * Returns this spec with another port at which it is published on this machine.
     *
     * @param port 0 for any free port
     * @return the copy
     */
    public ContainerSpec withHostPort(int port) {
        return withNetwork(network.withHostPort(port));
    }

    /**
     * Returns this spec with another network to join.
     *
     * @param name the network's name
     * @return the copy
     */
    public ContainerSpec withNetwork(String name) {
        return withNetwork(network.withName(name));
    }
}
