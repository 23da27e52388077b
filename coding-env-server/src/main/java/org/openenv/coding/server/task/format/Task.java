package org.openenv.coding.server.task.format;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task without its tests. Immutable.
 *
 * @param id its name among the tasks of its split
 * @param split the part of the tasks it is in
 * @param prompt what is asked
 * @param starterCode what the asker gives to begin with; empty for nothing
 * @param entryPoint the function that is asked for, where there is one
 * @param group what belongs together, in the words of the file's author
 * @param difficulty higher is harder; {@code null} where nobody says
 * @param prefix what stands before each submission when it runs, such as the prompt that a submission completes
 * @param limits what an episode may use, as the extras of a reset name and measure it
 * @param options how its tests are carried out, as those of a request to {@code POST /grade}, in JSON
 * @param maxAttempts how many submissions an episode may make; zero for what the server says
 */
public record Task(
        String id,
        String split,
        String prompt,
        String starterCode,
        @Nullable String entryPoint,
        @Nullable String group,
        @Nullable Double difficulty,
        String prefix,
        Map<String, Object> limits,
        String options,
        int maxAttempts) {

    private static final int LONGEST_NAME = 256;

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if something can't be shown to a client
     */
    public Task {
        requireName("id", id);
        requireName("split", split);
        Objects.requireNonNull(options, "options is required");
        limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits)); // in order: the same answer each time
        long shown = (long) prompt.length() + starterCode.length() + prefix.length();
        if (shown > Bounds.SHOWN) {
            throw new IllegalArgumentException("what is shown of it has " + shown + " characters, at most "
                    + Bounds.SHOWN + " are allowed for prompt, starter_code and prefix");
        }
        if (maxAttempts < 0) {
            throw new IllegalArgumentException("max_attempts must not be negative, was " + maxAttempts);
        }
    }

    private static void requireName(String what, String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    what + " must be 1 to " + LONGEST_NAME + " characters without control characters");
        }
    }

    /**
     * Returns the program that a submission makes: what it completes, and itself.
     *
     * @param code what was submitted
     * @return the program's text
     */
    public String program(String code) {
        boolean first = code.startsWith("from __future__") || code.contains("\nfrom __future__");
        return first || prefix.isEmpty() ? code : prefix + (prefix.endsWith("\n") ? "" : "\n") + code;
    }
}
