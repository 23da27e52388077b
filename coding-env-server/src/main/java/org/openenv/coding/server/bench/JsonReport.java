package org.openenv.coding.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openenv.core.wire.WireCodec;

/** Writes a run for programs. */
final class JsonReport {

    private JsonReport() {}

    static void write(Path file, String machine, Results results, List<Goal> goals, List<Comparison> comparisons)
            throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("machine", machine);
        report.put(
                "measurements",
                results.measurements().stream().map(JsonReport::measurement).toList());
        report.put("figures", results.figures());
        report.put("goals", goals.stream().map(JsonReport::goal).toList());
        if (!comparisons.isEmpty()) {
            report.put(
                    "comparisons",
                    comparisons.stream().map(JsonReport::comparison).toList());
        }
        Files.writeString(file, WireCodec.writeValue(report) + "\n");
    }

    private static Map<String, Object> measurement(Measurement one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("subject", one.subject());
        fields.put("scenario", one.scenario());
        fields.put("sessions", one.load().sessions());
        fields.put("rate", one.load().rate());
        fields.put("seconds", one.seconds());
        fields.put("count", one.latency().getTotalCount());
        fields.put("per_second", one.perSecond());
        for (double percentile : new double[] {50, 90, 99, 99.9}) {
            fields.put("p" + String.valueOf(percentile).replaceFirst("\\.0$", "") + "_us", one.micros(percentile));
        }
        fields.put("max_us", one.latency().getMaxValue() / 1e3);
        fields.put("errors", one.errors());
        fields.put("client", usage(one.client()));
        fields.put("server", usage(one.server()));
        return fields;
    }

    private static Map<String, Object> usage(ProcessUsage usage) {
        return Map.of("cpu_seconds", usage.cpuSeconds(), "resident_bytes", usage.residentBytes());
    }

    private static Map<String, Object> comparison(Comparison one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("scenario", one.scenario());
        fields.put("sessions", one.sessions());
        fields.put("figure", one.figure());
        fields.put("server", one.server().median());
        fields.put("other", one.other().median());
        fields.put("ratio", one.ratio());
        fields.put("least_ratio", one.leastRatio());
        fields.put("most_ratio", one.mostRatio());
        fields.put("verdict", one.verdict().text());
        return fields;
    }

    private static Map<String, Object> goal(Goal goal) {
        return Map.of(
                "what", goal.what(),
                "measured", goal.measured(),
                "limit", goal.limit(),
                "at_most", goal.atMost(),
                "unit", goal.unit(),
                "reached", goal.reached());
    }
}
