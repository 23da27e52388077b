package org.openenv.coding.server.python.worker;

import java.nio.file.Path;
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
 * @param environment environment variables of programs, on top of a minimal set; nothing is passed on from the server's
 * @param echoResult whether the value of a last expression is also printed, as the interactive interpreter does
 * @param limits the most an episode may ask for
 */
public record WorkerConfig(
        @Nullable Path python,
        int pool,
        List<String> preload,
        SandboxMode sandbox,
        boolean network,
        List<Mount> mounts,
        Map<String, String> environment,
        boolean echoResult,
        ExecutionLimits limits) {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if {@code pool} is less than 1
     */
    public WorkerConfig {
        if (pool < 1) {
            throw new IllegalArgumentException("pool must be at least 1, was " + pool);
        }
        preload = List.copyOf(preload);
        mounts = List.copyOf(mounts);
        environment = Map.copyOf(environment);
    }

    /**
     * Returns a builder that holds the defaults: any python3, a pool of 8, the best sandbox there is, no network.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options; not safe for use by several threads. */
    public static final class Builder {

        private @Nullable Path python;
        private int pool = 8;
        private List<String> preload = List.of();
        private SandboxMode sandbox = SandboxMode.AUTO;
        private boolean network;
        private List<Mount> mounts = List.of();
        private Map<String, String> environment = Map.of();
        private boolean echoResult;
        private ExecutionLimits limits = ExecutionLimits.defaults();

        private Builder() {}

        /**
         * Sets the interpreter.
         *
         * @param value the executable, or {@code null} to look for one
         * @return this
         */
        public Builder python(@Nullable Path value) {
            python = value;
            return this;
        }

        /**
         * Sets how many workers stand ready.
         *
         * @param value at least 1
         * @return this
         */
        public Builder pool(int value) {
            pool = value;
            return this;
        }

        /**
         * Sets the modules to import before the first episode.
         *
         * @param value names such as {@code numpy}
         * @return this
         */
        public Builder preload(List<String> value) {
            preload = value;
            return this;
        }

        /**
         * Sets how much isolation to insist on.
         *
         * @param value the mode
         * @return this
         */
        public Builder sandbox(SandboxMode value) {
            sandbox = value;
            return this;
        }

        /**
         * Sets whether programs may use the network.
         *
         * @param value {@code true} to open it
         * @return this
         */
        public Builder network(boolean value) {
            network = value;
            return this;
        }

        /**
         * Sets what programs may read of the host.
         *
         * @param value the mounts
         * @return this
         */
        public Builder mounts(List<Mount> value) {
            mounts = value;
            return this;
        }

        /**
         * Sets environment variables of programs.
         *
         * @param value names and values
         * @return this
         */
        public Builder environment(Map<String, String> value) {
            environment = value;
            return this;
        }

        /**
         * Sets whether the value of a last expression is printed.
         *
         * @param value {@code true} to print it
         * @return this
         */
        public Builder echoResult(boolean value) {
            echoResult = value;
            return this;
        }

        /**
         * Sets the most an episode may ask for.
         *
         * @param value the limits
         * @return this
         */
        public Builder limits(ExecutionLimits value) {
            limits = value;
            return this;
        }

        /**
         * Makes the config.
         *
         * @return what was collected
         * @throws IllegalArgumentException if a value is out of its range
         */
        public WorkerConfig build() {
            return new WorkerConfig(python, pool, preload, sandbox, network, mounts, environment, echoResult, limits);
        }
    }
}
