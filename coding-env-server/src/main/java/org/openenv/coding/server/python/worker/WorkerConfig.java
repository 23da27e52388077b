package org.openenv.coding.server.python.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.ExecutionLimits;

/**
 * How programs are run, for all episodes of an executor. Immutable.
 *
 * @param python the interpreter; {@code null} for that of the system, or else the first on the path
 * @param pool how many workers stand ready, at least 1
 * @param preload modules to import before the first episode, on top of the usual parts of the standard library; an
 *     executor does not start without them
 * @param sandbox how much isolation the operator insists on
 * @param network whether programs may use the network
 * @param mounts what programs may read of the host besides the system
 * @param etc names below {@code /etc} that programs may read, on top of what the usual libraries need
 * @param environment environment variables of programs, on top of a minimal set; nothing is passed on from the server's
 * @param echoResult whether the value of a last expression is also printed, as the interactive interpreter does
 * @param limits the most an episode may ask for
 * @param renewal how long an interpreter that workers are forked from may serve before a new one takes its place, with
 *     another address layout and another hash secret; zero for ever
 * @param recordBytes how many bytes of its programs a session remembers, so that it can be replayed for a fork; zero for none
 */
public record WorkerConfig(
        @Nullable Path python,
        int pool,
        List<String> preload,
        SandboxMode sandbox,
        boolean network,
        List<Mount> mounts,
        List<String> etc,
        Map<String, String> environment,
        boolean echoResult,
        ExecutionLimits limits,
        Duration renewal,
        long recordBytes) {

    private static final WorkerConfig DEFAULTS = new WorkerConfig(
            null,
            8,
            List.of(),
            SandboxMode.AUTO,
            false,
            List.of(),
            List.of(),
            Map.of(),
            false,
            ExecutionLimits.defaults(),
            Duration.ofHours(1),
            4L << 20);

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if {@code pool} is less than 1, or a name leads out of {@code /etc}
     */
    public WorkerConfig {
        if (pool < 1) {
            throw new IllegalArgumentException("pool must be at least 1, was " + pool);
        }
        if (renewal.isNegative()) {
            throw new IllegalArgumentException("renewal must not be negative, was " + renewal);
        }
        if (recordBytes < 0) {
            throw new IllegalArgumentException("recordBytes must not be negative, was " + recordBytes);
        }
        preload = List.copyOf(preload);
        mounts = List.copyOf(mounts);
        etc = List.copyOf(etc);
        for (String name : etc) {
            if (name.startsWith("/") || List.of(name.split("/", -1)).contains("..") || name.isBlank()) {
                throw new IllegalArgumentException("etc must be a name below /etc, such as fonts, was " + name);
            }
        }
        environment = Map.copyOf(environment);
    }

    /**
     * Returns what an operator gets without asking: any python3, a pool of 8, the best sandbox there is, no network.
     *
     * @return the defaults
     */
    public static WorkerConfig defaults() {
        return DEFAULTS;
    }

    /**
     * Returns this configuration with another interpreter.
     *
     * @param value the executable, or {@code null} to look for one
     * @return the copy
     */
    public WorkerConfig withPython(@Nullable Path value) {
        return new WorkerConfig(
                value,
                pool,
                preload,
                sandbox,
                network,
                mounts,
                etc,
                environment,
                echoResult,
                limits,
                renewal,
                recordBytes);
    }

    /**
     * Returns this configuration with another number of workers that stand ready.
     *
     * @param value at least 1
     * @return the copy
     */
    public WorkerConfig withPool(int value) {
        return new WorkerConfig(
                python,
                value,
                preload,
                sandbox,
                network,
                mounts,
                etc,
                environment,
                echoResult,
                limits,
                renewal,
                recordBytes);
    }

    /**
     * Returns this configuration with other modules imported before the first episode.
     *
     * @param value names such as {@code numpy}
     * @return the copy
     */
    public WorkerConfig withPreload(List<String> value) {
        return new WorkerConfig(
                python,
                pool,
                value,
                sandbox,
                network,
                mounts,
                etc,
                environment,
                echoResult,
                limits,
                renewal,
                recordBytes);
    }

    /**
     * Returns this configuration with another degree of isolation.
     *
     * @param value the mode
     * @return the copy
     */
    public WorkerConfig withSandbox(SandboxMode value) {
        return new WorkerConfig(
                python,
                pool,
                preload,
                value,
                network,
                mounts,
                etc,
                environment,
                echoResult,
                limits,
                renewal,
                recordBytes);
    }

    /**
     * Returns this configuration with the network opened or closed to programs.
     *
     * @param value {@code true} to open it
     * @return the copy
     */
    public WorkerConfig withNetwork(boolean value) {
        return new WorkerConfig(
                python,
                pool,
                preload,
                sandbox,
                value,
                mounts,
                etc,
                environment,
                echoResult,
                limits,
                renewal,
                recordBytes);
    }

    /**
     * Returns this configuration with other parts of the host shown to programs.
     *
     * @param value the mounts
     * @return the copy
     */
    public WorkerConfig withMounts(List<Mount> value) {
        return new WorkerConfig(
                python,
                pool,
                preload,
                sandbox,
                network,
                value,
                etc,
                environment,
                echoResult,
                limits,
                renewal,
                recordBytes);
    }

    /**
     * Returns this configuration with more of {@code /etc} for programs to read.
     *
     * @param value names below it, such as {@code odbcinst.ini}
     * @return the copy
     * @throws IllegalArgumentException if one leads out of it
     */
    public WorkerConfig withEtc(List<String> value) {
        return new WorkerConfig(
                python,
                pool,
                preload,
                sandbox,
                network,
                mounts,
                value,
                environment,
                echoResult,
                limits,
                renewal,
                recordBytes);
    }

    /**
     * Returns this configuration with other environment variables of programs.
     *
     * @param value names and values
     * @return the copy
     */
    public WorkerConfig withEnvironment(Map<String, String> value) {
        return new WorkerConfig(
                python, pool, preload, sandbox, network, mounts, etc, value, echoResult, limits, renewal, recordBytes);
    }

    /**
     * Returns this configuration with or without the value of a last expression printed.
     *
     * @param value {@code true} to print it
     * @return the copy
     */
    public WorkerConfig withEchoResult(boolean value) {
        return new WorkerConfig(
                python, pool, preload, sandbox, network, mounts, etc, environment, value, limits, renewal, recordBytes);
    }

    /**
     * Returns this configuration with another most that an episode may ask for.
     *
     * @param value the limits
     * @return the copy
     */
    public WorkerConfig withLimits(ExecutionLimits value) {
        return new WorkerConfig(
                python,
                pool,
                preload,
                sandbox,
                network,
                mounts,
                etc,
                environment,
                echoResult,
                value,
                renewal,
                recordBytes);
    }

    /**
     * Returns this configuration with another time after which interpreters are renewed.
     *
     * @param value the time, zero for never
     * @return the copy
     */
    public WorkerConfig withRenewal(Duration value) {
        return new WorkerConfig(
                python,
                pool,
                preload,
                sandbox,
                network,
                mounts,
                etc,
                environment,
                echoResult,
                limits,
                value,
                recordBytes);
    }

    /**
     * Returns this configuration with another memory for programs, so that sessions can be replayed for a fork.
     *
     * @param value how many bytes a session remembers, zero for none
     * @return the copy
     */
    public WorkerConfig withRecordBytes(long value) {
        return new WorkerConfig(
                python, pool, preload, sandbox, network, mounts, etc, environment, echoResult, limits, renewal, value);
    }
}
