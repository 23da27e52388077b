package org.openenv.coding.server.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

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
        JsonNode measurements;
        try {
            measurements = new ObjectMapper().readTree(file.toFile()).path("measurements");
        } catch (JsonProcessingException unreadable) {
            throw new IOException(
                    file + " is no report of bench --json: " + unreadable.getOriginalMessage(), unreadable);
        }
        List<Sample> samples = StreamSupport.stream(measurements.spliterator(), false)
                .filter(one -> one.path("subject").asText().equals("server"))
                .map(Sample::of)
                .toList();
        if (samples.isEmpty()) {
            throw new IOException(file + " is no report of bench --json: it has no measurements of a server");
        }
        return samples;
    }

    private static Sample of(JsonNode one) {
        return new Sample(
                one.path("scenario").asText(),
                one.path("sessions").asInt(),
                one.path("per_second").asDouble(),
                one.path("p50_us").asDouble(),
                one.path("p99_us").asDouble());
    }
}
