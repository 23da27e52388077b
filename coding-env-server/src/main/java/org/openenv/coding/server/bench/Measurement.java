package org.openenv.coding.server.bench;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * One load put to one subject. Latencies are in nanoseconds.
 *
 * @param subject what was measured, such as {@code server} or {@code worker}
 * @param scenario what the clients did
 * @param load how much of it
 * @param seconds how long it was measured
 * @param latency of the operations that succeeded
 * @param errors how many did not, by code
 * @param client what this process used meanwhile
 * @param server what the subject's processes used; all zero where this run did not start them
 */
record Measurement(
        String subject,
        String scenario,
        Load load,
        double seconds,
        Histogram latency,
        Map<String, Long> errors,
        ProcessUsage client,
        ProcessUsage server) {

    double perSecond() {
        return latency.getTotalCount() / seconds;
    }

    long errorCount() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns a percentile in microseconds. */
    double micros(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e3;
    }

    /** Returns the part of a run's time that so much CPU time is, in cores. */
    double cores(ProcessUsage usage) {
        return usage.cpuSeconds() / seconds;
    }
}
