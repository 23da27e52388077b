package org.openenv.coding.server.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything a run has measured so far, in order. Used by one thread. */
final class Results {

    private final List<Measurement> measurements = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    void add(Measurement measurement) {
        measurements.add(measurement);
    }

    void add(String name, double value, String unit) {
        figures.add(new Figure(name, value, unit));
    }

    List<Measurement> measurements() {
        return measurements;
    }

    List<Figure> figures() {
        return figures;
    }

    Optional<Double> figure(String name) {
        return figures.stream()
                .filter(figure -> figure.name().equals(name))
                .map(Figure::value)
                .findFirst();
    }

    /** Finds a measurement by what was measured and with how many clients. */
    Optional<Measurement> find(String subject, String scenario, int sessions) {
        return measurements.stream()
                .filter(one -> one.subject().equals(subject)
                        && one.scenario().equals(scenario)
                        && one.load().sessions() == sessions)
                .findFirst();
    }

    /** Returns the highest throughput of a subject in a scenario, whatever the number of clients. */
    Optional<Double> best(String subject, String scenario) {
        return measurements.stream()
                .filter(one -> one.subject().equals(subject) && one.scenario().equals(scenario))
                .map(Measurement::perSecond)
                .max(Double::compare);
    }

    /** Returns how many operations failed. */
    long errors() {
        return measurements.stream().mapToLong(Measurement::errorCount).sum();
    }
}
