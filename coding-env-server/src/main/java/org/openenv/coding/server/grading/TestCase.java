package org.openenv.coding.server.grading;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that a submission is put to. */
public sealed interface TestCase {

    /**
     * Returns its name, for people.
     *
     * @return any text
     */
    String name();

    /**
     * Returns what it counts among the others.
     *
     * @return a number above zero; 1 where all count the same
     */
    double weight();

    /**
     * The submission as a script: what it reads, and what it should write.
     *
     * @param name its name
     * @param weight what it counts
     * @param stdin what the script reads
     * @param expected what it should write
     * @param comparison how the two are compared
     */
    record Program(String name, double weight, String stdin, String expected, Comparison comparison)
            implements TestCase {

        /** Checks. */
        public Program {
            check(name, weight);
            Objects.requireNonNull(stdin, "stdin is required");
            Objects.requireNonNull(expected, "expected is required");
            Objects.requireNonNull(comparison, "comparison is required");
        }
    }

    /**
     * A call of one of the submission's functions.
     *
     * @param name its name
     * @param weight what it counts
     * @param function the function's name, or {@code Class.method} for one of a fresh object
     * @param args a JSON array of its arguments, as plain data
     * @param expected what it should return, as plain data in JSON
     * @param tolerance how far numbers may be apart, absolutely or relatively; zero for not at all
     */
    record Call(String name, double weight, String function, String args, String expected, double tolerance)
            implements TestCase {

        /** Checks. */
        public Call {
            check(name, weight);
            if (function.isBlank()) {
                throw new IllegalArgumentException("function must be a name, was blank");
            }
            Comparison.checkTolerance(tolerance);
            PlainData.list(args, "args");
            PlainData.read(expected, "expected");
        }
    }

    /**
     * A text of asserts about the submission's functions, which runs in a process of its own.
     *
     * @param name its name
     * @param weight what it counts
     * @param setup Python that runs before the test, on its side
     * @param test the asserts, or a function {@code check(candidate)}
     * @param entry the function that is judged; {@code null} for each name that the test uses and nobody defines
     */
    record Asserts(
            String name,
            double weight,
            String setup,
            String test,
            @Nullable String entry) implements TestCase {

        /** Checks. */
        public Asserts {
            check(name, weight);
            Objects.requireNonNull(setup, "setup is required");
            Objects.requireNonNull(test, "test is required");
        }
    }

    /**
     * A file of tests, which runs in the submission's process: a forgeable one.
     *
     * @param name its name
     * @param weight what it counts
     * @param test the file's text
     * @param pytest whether pytest runs it, rather than unittest
     */
    record TestFile(String name, double weight, String test, boolean pytest) implements TestCase {

        /** Checks. */
        public TestFile {
            check(name, weight);
            Objects.requireNonNull(test, "test is required");
        }
    }

    private static void check(String name, double weight) {
        Objects.requireNonNull(name, "name is required");
        if (!(weight > 0) || weight > 1e9) {
            throw new IllegalArgumentException("weight must be a number above 0, at most 1e9, was " + weight);
        }
    }
}
