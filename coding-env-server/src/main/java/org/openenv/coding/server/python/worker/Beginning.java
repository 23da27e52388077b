package org.openenv.coding.server.python.worker;

import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.EpisodeSetup;
import org.openenv.coding.server.python.ExecutionLimits;

/**
 * What a worker begins with.
 *
 * @param seed what the caller has decided of its random numbers, or {@code null}
 * @param random what they begin with otherwise, in hexadecimal digits; {@code null} for its own
 * @param limits what its episode may use
 * @param setup what its programs find besides Python
 * @param zygote where it comes from, as long as that lives; {@code null} for the one that is used now
 */
record Beginning(
        @Nullable Long seed,
        @Nullable String random,
        ExecutionLimits limits,
        EpisodeSetup setup,
        @Nullable Zygote zygote) {

    /** The same as another worker's. */
    Beginning of(Worker other) {
        return new Beginning(seed, other.random(), limits, setup, other.zygote());
    }

    /** Without what another worker had: a new one has its own. */
    Beginning anew() {
        return new Beginning(seed, null, limits, setup, null);
    }
}
