package org.openenv.coding.server;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/**
 * What a reset asked of the limits, each capped by the server's.
 *
 * @param limits the limits of the episode
 * @param granted what is in force of each limit that was asked for, by its name and in its unit
 */
record LimitOverrides(ExecutionLimits limits, Map<String, Object> granted) {

    private static final double MIB = 1024 * 1024;
    private static final Duration FOREVER = Duration.ofDays(365);
    /** What an interpreter needs for itself; with less it could not even answer. */
    private static final int LEAST_FILES = 16;

    private static final double LEAST_MEMORY_MB = 32;
    private static final double LEAST_DISK_MB = 1;
    private static final double LEAST_FILE_MB = 1.0 / 16;

    /** Reads the overrides among the extras of a reset; other extras are none of its business. */
    static LimitOverrides of(Extras extras, ExecutionLimits maximum) {
        var reader = new Reader(extras, new LinkedHashMap<>());
        var limits = new ExecutionLimits(
                reader.duration("step_timeout", maximum.stepTimeout()),
                reader.duration("interrupt_grace", maximum.interruptGrace()),
                reader.cpuTime("cpu_time", maximum.cpuTime()),
                reader.mebibytes("memory_mb", maximum.memoryBytes(), LEAST_MEMORY_MB),
                reader.count("processes", maximum.processes(), 1),
                reader.count("open_files", maximum.openFiles(), LEAST_FILES),
                reader.mebibytes("file_size_mb", maximum.fileBytes(), LEAST_FILE_MB),
                reader.mebibytes("disk_mb", maximum.diskBytes(), LEAST_DISK_MB),
                reader.count("output_bytes", maximum.outputBytes(), 1));
        return new LimitOverrides(limits, reader.granted());
    }

    private record Reader(Extras extras, Map<String, Object> granted) {

        Duration duration(String name, Duration maximum) {
            double seconds = lowered(name, seconds(maximum));
            return seconds < seconds(maximum) ? ofSeconds(seconds) : maximum;
        }

        /** Here a maximum of zero is none. */
        Duration cpuTime(String name, Duration maximum) {
            if (!asks(name)) {
                return maximum;
            }
            double seconds = Math.ceil(seconds(duration(name, maximum.isZero() ? FOREVER : maximum)));
            granted.put(name, seconds); // the kernel counts whole ones
            return ofSeconds(seconds);
        }

        long mebibytes(String name, long maximum, double least) {
            requireAtLeast(name, least);
            return (long) Math.ceil(lowered(name, maximum / MIB) * MIB);
        }

        int count(String name, int maximum, int least) {
            requireAtLeast(name, least);
            int count = (int) Math.ceil(lowered(name, maximum));
            granted.computeIfPresent(name, (key, old) -> count);
            return count;
        }

        private void requireAtLeast(String name, double least) {
            if (asks(name) && number(name) < least) {
                throw new OpenEnvException(
                        ErrorCode.VALIDATION_ERROR,
                        name + " must be at least "
                                + BigDecimal.valueOf(least).stripTrailingZeros().toPlainString()
                                + ", which the interpreter needs for itself, was " + extras.get(name));
            }
        }

        private double lowered(String name, double maximum) {
            if (!asks(name)) {
                return maximum;
            }
            double value = Math.min(number(name), maximum);
            granted.put(name, value);
            return value;
        }

        private double number(String name) {
            Object value = Objects.requireNonNull(extras.get(name));
            if (value instanceof Number number && number.doubleValue() > 0) {
                return number.doubleValue();
            }
            throw new OpenEnvException(
                    ErrorCode.VALIDATION_ERROR, name + " must be a number greater than zero, was " + value);
        }

        private boolean asks(String name) {
            return extras.get(name) != null;
        }

        private static double seconds(Duration duration) {
            return duration.toNanos() / 1e9;
        }

        private static Duration ofSeconds(double seconds) {
            return Duration.ofNanos((long) Math.ceil(seconds * 1e9));
        }
    }
}
