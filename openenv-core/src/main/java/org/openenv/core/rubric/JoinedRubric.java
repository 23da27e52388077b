package org.openenv.core.rubric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.StepResult;

/** Several rubrics under names, joined to one score. */
final class JoinedRubric<A extends Action, O extends Observation> implements Rubric<A, O> {

    /** How scores become one. */
    enum Join {
        WEIGHTED_SUM,
        MEAN,
        SEQUENTIAL
    }

    private final List<Part<A, O>> parts;
    private final Join join;
    private final Map<String, Rubric<A, O>> children = new LinkedHashMap<>();

    JoinedRubric(List<Part<A, O>> parts, Join join) {
        this.parts = List.copyOf(parts);
        this.join = join;
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a rubric of parts needs at least one");
        }
        for (Part<A, O> part : parts) {
            if (children.put(part.name(), part.rubric()) != null) {
                throw new IllegalArgumentException("two parts are named '" + part.name() + "'");
            }
        }
    }

    @Override
    public Score score(A action, StepResult<O> result) {
        Map<String, Score> scores = new LinkedHashMap<>();
        double sum = 0;
        double last = 0;
        for (Part<A, O> part : parts) {
            Score score = part.rubric().score(action, result);
            scores.put(part.name(), score);
            sum += part.weight() * score.value();
            last = score.value();
            if (join == Join.SEQUENTIAL && last == 0) {
                break;
            }
        }
        return Score.of(
                switch (join) {
                    case WEIGHTED_SUM -> sum;
                    case MEAN -> mean(scores);
                    case SEQUENTIAL -> last;
                },
                scores);
    }

    boolean sequential() {
        return join == Join.SEQUENTIAL;
    }

    /** What each part's score is multiplied with in the sum. */
    List<Double> weights() {
        return parts.stream()
                .map(part -> join == Join.MEAN ? 1.0 / parts.size() : part.weight())
                .toList();
    }

    private static double mean(Map<String, Score> scores) {
        return scores.values().stream().mapToDouble(Score::value).average().orElseThrow();
    }

    @Override
    public void reset() {
        parts.forEach(part -> part.rubric().reset());
    }

    @Override
    public Rubric<A, O> copy() {
        return new JoinedRubric<>(parts.stream().map(Part::copy).toList(), join);
    }

    @Override
    public Map<String, Rubric<A, O>> children() {
        return Collections.unmodifiableMap(children);
    }
}
