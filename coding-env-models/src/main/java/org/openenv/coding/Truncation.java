package org.openenv.coding;

import org.jspecify.annotations.Nullable;

/**
 * How much a program wrote of which only head and tail were kept. Immutable.
 *
 * @param stdoutBytes what it wrote to standard output, in bytes
 * @param stderrBytes what it wrote to standard error, in bytes
 */
public record Truncation(long stdoutBytes, long stderrBytes) {

    static @Nullable Truncation of(Facts told) {
        return told.truth("truncated") ? new Truncation(told.count("stdout_bytes"), told.count("stderr_bytes")) : null;
    }
}
