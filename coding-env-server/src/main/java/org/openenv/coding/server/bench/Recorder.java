package org.openenv.coding.server.bench;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What one client saw: latencies in nanoseconds, and errors by their code. Used by one thread at a time. */
final class Recorder {

    private static final int DIGITS = 3;

    private final Histogram latency = new Histogram(DIGITS);
    private final Map<String, Long> errors = new TreeMap<>();

    void succeeded(long nanos) {
        latency.recordValue(Math.max(nanos, 0));
    }

    void failed(IOException failure) {
        String code = failure instanceof RefusedException refused ? refused.code() : String.valueOf(failure);
        errors.merge(code, 1L, Long::sum);
    }

    /** Adds what another client saw. */
    void add(Recorder other) {
        latency.add(other.latency);
        other.errors.forEach((code, count) -> errors.merge(code, count, Long::sum));
    }

    Histogram latency() {
        return latency;
    }

    Map<String, Long> errors() {
        return errors;
    }
}
