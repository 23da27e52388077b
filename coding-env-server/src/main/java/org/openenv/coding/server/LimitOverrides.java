package org.openenv.coding.server;

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

    /** Reads the overrides among the extras of a reset; other extras are none of its business. */
    static LimitOverrides of(Map<String, Object> extras, ExecutionLimits maximum) {
        var reader = new Reader(extras, new LinkedHashMap<>());
        var limits = new ExecutionLimits(
                reader.duration("step_timeout", maximum.stepTimeout()),
                reader.duration("interrupt_grace", maximum.interruptGrace()),
                reader.cpuTime("cpu_time", maximum.cpuTime()),
                reader.mebibytes("memory_mb", maximum.memoryBytes()),
                reader.count("processes", maximum.processes()),
                reader.count("open_files", maximum.openFiles()),
                reader.mebibytes("file_size_mb", maximum.fileBytes()),
                reader.mebibytes("disk_mb", maximum.diskBytes()),
                reader.count("output_bytes", maximum.outputBytes()));
        return new LimitOverrides(limits, reader.granted());
    }

    private record Reader(Map<String, Object> extras, Map<String, Object> granted) {

        Duration duration(String name, Duration maximum) {
            double seconds = lowered(name, seconds(maximum));
            return seconds < seconds(maximum) ? ofSeconds(seconds) : maximum;
        }

        /** Here a maximum of zero is none. */
        Duration cpuTime(String name, Duration maximum) {
            return asks(name) ? duration(name, maximum.isZero() ? FOREVER : maximum) : maximum;
        }

        long mebibytes(String name, long maximum) {
            return (long) Math.ceil(lowered(name, maximum / MIB) * MIB);
        }

        int count(String name, int maximum) {
            int count = (int) Math.ceil(lowered(name, maximum));
            granted.computeIfPresent(name, (key, old) -> count);
            return count;
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
