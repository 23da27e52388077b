package org.openenv.coding.server.bench;

import java.util.Collection;

/**
 * One figure over several rounds.
 *
 * @param rounds how many
 */
record Spread(double least, double median, double most, int rounds) {

    /** @throws IllegalArgumentException if there are no values */
    static Spread of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("there are no values");
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1], sorted.length);
    }

    boolean isBelow(Spread other) {
        return most < other.least;
    }
}
