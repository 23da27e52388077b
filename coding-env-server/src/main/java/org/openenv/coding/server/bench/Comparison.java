package org.openenv.coding.server.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One figure of the server beside the same figure of another server, or of an earlier run.
 *
 * @param figure which, with its unit
 * @param server what this run found for the server
 * @param other what it is compared with
 * @param higherIsBetter whether more of it is better
 */
record Comparison(String scenario, int sessions, String figure, Spread server, Spread other, boolean higherIsBetter) {

    /**
     * Fewer rounds say nothing: that all three of one side are above all of the other happens by chance once in ten times, of
     * five once in 126.
     */
    static final int LEAST_ROUNDS = 3;

    /** What can be said of a difference. */
    enum Verdict {
        BETTER,
        WORSE,
        NO_DIFFERENCE,
        TOO_FEW_ROUNDS;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    /** Compares what both sides have measured, in the order of the first. */
    static List<Comparison> of(List<Sample> server, List<Sample> other) {
        List<Comparison> found = new ArrayList<>();
        server.stream().map(Comparison::load).distinct().forEach(load -> {
            List<Sample> ours = with(load, server);
            List<Sample> theirs = with(load, other);
            if (!theirs.isEmpty()) {
                found.add(of("per s", true, ours, theirs, Sample::perSecond));
                found.add(of("p50 us", false, ours, theirs, Sample::p50));
                found.add(of("p99 us", false, ours, theirs, Sample::p99));
            }
        });
        return found;
    }

    private static List<Object> load(Sample one) {
        return List.of(one.scenario(), one.sessions());
    }

    private static List<Sample> with(List<Object> load, List<Sample> samples) {
        return samples.stream().filter(one -> load(one).equals(load)).toList();
    }

    private static Comparison of(
            String figure, boolean up, List<Sample> server, List<Sample> other, ToDoubleFunction<Sample> value) {
        Sample first = server.get(0);
        return new Comparison(
                first.scenario(), first.sessions(), figure, spread(server, value), spread(other, value), up);
    }

    private static Spread spread(List<Sample> samples, ToDoubleFunction<Sample> value) {
        return Spread.of(samples.stream().map(value::applyAsDouble).toList());
    }

    /** Returns how many times as good the server is: above 1 it is better, whichever way the figure goes. */
    double ratio() {
        return higherIsBetter ? server.median() / other.median() : other.median() / server.median();
    }

    /** Returns the least that the rounds allow the ratio to be. */
    double leastRatio() {
        return higherIsBetter ? server.least() / other.most() : other.least() / server.most();
    }

    /** Returns the most that the rounds allow the ratio to be. */
    double mostRatio() {
        return higherIsBetter ? server.most() / other.least() : other.most() / server.least();
    }

    /** Says that there is a difference only where the worst round of one side is better than the best of the other. */
    Verdict verdict() {
        if (Math.min(server.rounds(), other.rounds()) < LEAST_ROUNDS) {
            return Verdict.TOO_FEW_ROUNDS;
        }
        if (server.isBelow(other)) {
            return higherIsBetter ? Verdict.WORSE : Verdict.BETTER;
        }
        if (other.isBelow(server)) {
            return higherIsBetter ? Verdict.BETTER : Verdict.WORSE;
        }
        return Verdict.NO_DIFFERENCE;
    }
}
