package org.openenv.coding.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openenv.core.OpenEnvException;
import org.openenv.core.wire.WireCodec;

/**
 * What is compared of one measurement.
 *
 * @param scenario what the clients did
 * @param sessions how many clients there were
 * @param perSecond operations a second
 * @param p50 median latency in microseconds
 * @param p99 the 99th percentile in microseconds
 */
record Sample(String scenario, int sessions, double perSecond, double p50, double p99) {

    static Sample of(Measurement one) {
        return new Sample(one.scenario(), one.load().sessions(), one.perSecond(), one.micros(50), one.micros(99));
    }

    /** Returns the samples of one subject, in order. */
    static List<Sample> of(Results results, String subject) {
        return results.measurements().stream()
                .filter(one -> one.subject().equals(subject))
                .map(Sample::of)
                .toList();
    }

    /**
     * Reads what {@code --json} has written: the samples of its server.
     *
     * @throws IOException if there is no such file, or it holds something else; the message says which
     */
    static List<Sample> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file);
        }
        List<Sample> samples = new ArrayList<>();
        try {
            if (WireCodec.readValue(Files.readString(file)) instanceof Map<?, ?> report
                    && report.get("measurements") instanceof List<?> measurements) {
                for (Object one : measurements) {
                    if (one instanceof Map<?, ?> fields && "server".equals(fields.get("subject"))) {
                        samples.add(of(fields));
                    }
                }
            }
        } catch (OpenEnvException unreadable) {
            throw new IOException(file + " is no report of bench --json: " + unreadable.getMessage(), unreadable);
        }
        if (samples.isEmpty()) {
            throw new IOException(file + " is no report of bench --json: it has no measurements of a server");
        }
        return samples;
    }

    private static Sample of(Map<?, ?> one) {
        return new Sample(
                String.valueOf(one.get("scenario")),
                (int) number(one, "sessions"),
                number(one, "per_second"),
                number(one, "p50_us"),
                number(one, "p99_us"));
    }

    private static double number(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
