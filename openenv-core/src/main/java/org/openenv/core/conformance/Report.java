package org.openenv.core.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openenv.core.conformance.check.Outcome;
import org.openenv.core.conformance.server.ActionTrial;
import org.openenv.core.wire.WireCodec;

/**
 * How the checks of one subject went. Immutable.
 *
 * @param subject what was looked at
 * @param outcomes one a check, in the order they were made
 */
public record Report(String subject, List<Outcome> outcomes) {

    /** Copies. */
    public Report {
        outcomes = List.copyOf(outcomes);
    }

    /**
     * Returns whether no promise was found broken.
     *
     * @return {@code true} if no check failed
     */
    public boolean passed() {
        return count(Outcome.Verdict.FAIL) == 0;
    }

    /**
     * Returns whether checks were left out because no action is known that the environment takes.
     *
     * @return {@code true} if one must be given
     */
    public boolean needsAction() {
        return outcomes.stream()
                .anyMatch(outcome ->
                        outcome.check().equals(ActionTrial.NAME) && outcome.verdict() == Outcome.Verdict.SKIPPED);
    }

    /**
     * Returns how many checks went a certain way.
     *
     * @param verdict how
     * @return zero or more
     */
    public long count(Outcome.Verdict verdict) {
        return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
    }

    /**
     * Returns the report as a table for people.
     *
     * @return a line a check, a line below it where it did not pass, and a summary
     */
    public String toText() {
        int width = outcomes.stream()
                .mapToInt(outcome -> outcome.check().length())
                .max()
                .orElse(1);
        StringBuilder text = new StringBuilder(subject).append('\n');
        for (Outcome outcome : outcomes) {
            text.append(String.format(
                    Locale.ROOT, "  %-4s  %-" + width + "s  %s%n", mark(outcome), outcome.check(), outcome.promise()));
            if (!outcome.why().isEmpty()) {
                text.append(" ".repeat(width + 10))
                        .append("-> ")
                        .append(outcome.why())
                        .append('\n');
            }
        }
        return text.append(summary()).toString();
    }

    private static String mark(Outcome outcome) {
        return switch (outcome.verdict()) {
            case PASS -> "pass";
            case FAIL -> "FAIL";
            case SKIPPED -> "skip";
        };
    }

    private String summary() {
        return String.format(
                Locale.ROOT,
                "%d passed, %d failed, %d skipped",
                count(Outcome.Verdict.PASS),
                count(Outcome.Verdict.FAIL),
                count(Outcome.Verdict.SKIPPED));
    }

    /**
     * Returns the report for programs.
     *
     * @return an object with {@code subject}, {@code passed} and {@code checks}, each with {@code name}, {@code promise},
     *     {@code verdict} ({@code pass}, {@code fail}, {@code skipped}) and {@code why}, as JSON text
     */
    public String toJson() {
        return WireCodec.writeValue(toMap());
    }

    private Map<String, Object> toMap() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("subject", subject);
        fields.put("passed", passed());
        fields.put("checks", outcomes.stream().map(Report::toMap).toList());
        return fields;
    }

    private static Map<String, Object> toMap(Outcome outcome) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", outcome.check());
        fields.put("promise", outcome.promise());
        fields.put("verdict", outcome.verdict().name().toLowerCase(Locale.ROOT));
        fields.put("why", outcome.why());
        return fields;
    }
}
