package org.openenv.coding.server.grading;

import java.time.Duration;
import org.openenv.coding.grading.GradeOptions;

/** Reads the options of a request. */
final class OptionsReader {

    private static final double MOST_SECONDS = 86_400;
    private static final double MIB = 1 << 20;

    private OptionsReader() {}

    static GradeOptions read(Fields fields) {
        GradeOptions usual = GradeOptions.defaults();
        GradeOptions read = new GradeOptions(
                seconds(fields, "case_timeout_s", usual.caseTimeout()),
                seconds(fields, "total_timeout_s", usual.totalTimeout()),
                memory(fields.number("memory_mb", 0)),
                fields.integer("parallel", usual.parallel()),
                fields.truth("stop_at_first_failure"),
                fields.truth("hide"),
                fields.truth("in_process"),
                new GradeOptions.Score(all(fields.text("score", "fraction")), fields.integer("first", 0)));
        fields.refuseOthers();
        return read;
    }

    private static boolean all(String score) {
        if (!score.equals("all") && !score.equals("fraction")) {
            throw new IllegalArgumentException("score must be fraction or all, was '" + score + "'");
        }
        return score.equals("all");
    }

    private static long memory(double mib) {
        if (!(mib >= 0) || mib > 1 << 20) {
            throw new IllegalArgumentException("memory_mb must be a number from 0 to " + (1 << 20) + ", was " + mib);
        }
        return (long) (mib * MIB);
    }

    private static Duration seconds(Fields fields, String name, Duration usual) {
        double seconds = fields.number(name, usual.toNanos() / 1e9);
        if (!(seconds > 0) || seconds > MOST_SECONDS) {
            throw new IllegalArgumentException(
                    name + " must be above 0 and at most " + (long) MOST_SECONDS + ", was " + seconds);
        }
        return Duration.ofNanos(Math.max(1, (long) (seconds * 1e9)));
    }
}
