package org.openenv.coding.server.python.worker;

import java.util.Map;
import org.openenv.coding.server.python.PythonExecutor;

/**
 * How an interpreter hashes. The hash seed is fixed when an interpreter starts, so episodes with a seed are forked from a
 * zygote of their own, where strings hash the same every time.
 */
enum Flavour {
    /** Hashes differ from one start to the next. */
    RANDOM,
    /** Hashes are the same in every episode. */
    SEEDED;

    Map<String, String> environment() {
        return this == SEEDED ? Map.of("PYTHONHASHSEED", "" + PythonExecutor.HASH_SEED) : Map.of();
    }
}
