package org.openenv.coding;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a step used, told where the episode asks for it. Immutable.
 *
 * @param wall the time from request to answer
 * @param user CPU time in the program
 * @param system CPU time in the kernel
 * @param peakMemoryBytes the most memory the interpreter has had resident so far
 */
public record StepUsage(Duration wall, Duration user, Duration system, long peakMemoryBytes) {

    static @Nullable StepUsage of(@Nullable Facts told) {
        return told == null
                ? null
                : new StepUsage(
                        time(told, "wall_s"),
                        time(told, "user_s"),
                        time(told, "system_s"),
                        told.count("peak_memory_bytes"));
    }

    private static Duration time(Facts told, String name) {
        return Objects.requireNonNullElse(told.seconds(name), Duration.ZERO);
    }
}
