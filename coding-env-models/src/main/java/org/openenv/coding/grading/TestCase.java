package org.openenv.coding.grading;

import java.util.List;
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
     * Returns the same case with another name.
     *
     * @param name any text
     * @return the copy
     */
    TestCase withName(String name);

    /**
     * Returns the same case with another weight.
     *
     * @param weight a number above zero
     * @return the copy
     */
    TestCase withWeight(double weight);

    /**
     * Makes a case of a script whose lines of output count, but for white space at their ends.
     *
     * @param stdin what the script reads
     * @param expected what it should write
     * @return the case
     */
    static TestCase program(String stdin, String expected) {
        return new Program("program", 1, stdin, expected, Comparison.LINES);
    }

    /**
     * Makes a case of a call.
     *
     * @param function the function's name, or {@code Class.method} for one of a fresh object
     * @param args its arguments: texts, numbers, truths, lists, arrays, maps, sets, bytes, {@code null}, in one another
     * @param expected what it should return, of the same
     * @return the case
     * @throws IllegalArgumentException if a value is none that can be sent
     */
    static TestCase call(String function, List<?> args, @Nullable Object expected) {
        return new Call(function, 1, function, PlainJson.of(args), PlainJson.of(expected), 0);
    }

    /**
     * Makes a case of asserts, in which each name that nobody defines is a function of the submission.
     *
     * @param test the asserts
     * @return the case
     */
    static TestCase asserts(String test) {
        return new Asserts("asserts", 1, "", test, null);
    }

    /**
     * Makes a case of a file of tests for unittest, or for pytest, that imports {@code solution}. It makes the verdict forgeable.
     *
     * @param test the file's text
     * @param pytest whether pytest runs it
     * @return the case
     */
    static TestCase file(String test, boolean pytest) {
        return new TestFile(pytest ? "pytest" : "unittest", 1, test, pytest);
    }

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

        @Override
        public Program withName(String newName) {
            return new Program(newName, weight, stdin, expected, comparison);
        }

        @Override
        public Program withWeight(double newWeight) {
            return new Program(name, newWeight, stdin, expected, comparison);
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
            Objects.requireNonNull(args, "args is required");
            Objects.requireNonNull(expected, "expected is required");
            Comparison.checkTolerance(tolerance);
        }

        @Override
        public Call withName(String newName) {
            return new Call(newName, weight, function, args, expected, tolerance);
        }

        @Override
        public Call withWeight(double newWeight) {
            return new Call(name, newWeight, function, args, expected, tolerance);
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

        @Override
        public Asserts withName(String newName) {
            return new Asserts(newName, weight, setup, test, entry);
        }

        @Override
        public Asserts withWeight(double newWeight) {
            return new Asserts(name, newWeight, setup, test, entry);
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

        @Override
        public TestFile withName(String newName) {
            return new TestFile(newName, weight, test, pytest);
        }

        @Override
        public TestFile withWeight(double newWeight) {
            return new TestFile(name, newWeight, test, pytest);
        }
    }

    private static void check(String name, double weight) {
        Objects.requireNonNull(name, "name is required");
        if (!(weight > 0) || weight > 1e9) {
            throw new IllegalArgumentException("weight must be a number above 0, at most 1e9, was " + weight);
        }
    }
}
