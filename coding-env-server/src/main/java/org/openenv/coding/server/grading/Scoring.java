package org.openenv.coding.server.grading;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.grading.CaseStatus;
import org.openenv.coding.grading.CaseVerdict;
import org.openenv.coding.grading.GradeOptions;
import org.openenv.coding.grading.TestCase;
import org.openenv.coding.grading.Verdict;

/** Makes a verdict of what came of the cases. */
final class Scoring {

    /** What the texts of one verdict may have in all: behind that, cases are without values and messages. */
    private static final int MOST_CHARACTERS = 8 << 20;

    private final List<TestCase> tests;
    private final List<CaseRunner.Outcome> outcomes;
    private final GradeOptions options;
    private int characters;

    Scoring(List<TestCase> tests, List<CaseRunner.Outcome> outcomes, GradeOptions options) {
        this.tests = tests;
        this.outcomes = outcomes;
        this.options = options;
    }

    /** The verdict, whatever else says that it could be forged. */
    Verdict verdict(boolean alwaysForgeable) {
        boolean forgeable = alwaysForgeable;
        String loadError = null;
        List<CaseVerdict> cases = new ArrayList<>();
        for (CaseRunner.Outcome outcome : outcomes) {
            forgeable |= outcome.forgeable();
            loadError = loadError == null ? outcome.loadError() : loadError;
            outcome.cases().forEach(one -> cases.add(options.hide() ? one.hidden() : bounded(one)));
        }
        int passed = (int)
                cases.stream().filter(one -> one.status() == CaseStatus.PASSED).count();
        return new Verdict(score(), passed, cases.size(), forgeable, options.hide() ? null : loadError, cases);
    }

    private CaseVerdict bounded(CaseVerdict one) {
        characters += one.message().length() + length(one.expected()) + length(one.actual());
        return characters > MOST_CHARACTERS ? one.hidden() : one;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** 1 only where each case that counts has passed, whatever rounding makes of the weights. */
    private double score() {
        int first = options.score().first();
        int counting = first == 0 ? tests.size() : Math.min(first, tests.size());
        double earned = 0;
        double possible = 0;
        boolean whole = true;
        for (int i = 0; i < counting; i++) {
            List<CaseVerdict> cases = outcomes.get(i).cases();
            long good = cases.stream()
                    .filter(one -> one.status() == CaseStatus.PASSED)
                    .count();
            whole &= good == cases.size();
            possible += tests.get(i).weight();
            earned += options.score().all() && good < cases.size()
                    ? 0
                    : tests.get(i).weight() * good / cases.size();
        }
        return whole ? 1 : options.score().all() ? 0 : Math.min(earned / possible, Math.nextDown(1.0));
    }
}
