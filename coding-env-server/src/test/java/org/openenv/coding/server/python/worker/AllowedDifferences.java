package org.openenv.coding.server.python.worker;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The list of tests of CPython's that may end otherwise in an episode than in a script, each with its reason. */
record AllowedDifferences(List<Predicate<String>> tests) {

    private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(\\S.*)");

    /** Reads the list: comments begin with #, each other line has a pattern of tests, with * for anything, and a reason. */
    static AllowedDifferences read() {
        return new AllowedDifferences(ProgramFile.text("cpython/differences.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(AllowedDifferences::pattern)
                .toList());
    }

    boolean has(String test) {
        return tests.stream().anyMatch(allowed -> allowed.test(test));
    }

    private static Predicate<String> pattern(String line) {
        var parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a pattern and a reason are wanted, not: " + line);
        }
        return Pattern.compile(Pattern.quote(parts.group(1)).replace("*", "\\E.*\\Q"))
                .asMatchPredicate();
    }
}
