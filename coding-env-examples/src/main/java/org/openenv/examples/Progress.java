package org.openenv.examples;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows how many of a number of episodes are done, and at the end how they went. Used by one thread. */
final class Progress {

    private static final int FAILURES_SHOWN = 5;
    private static final int REPORTS = 10;

    private final Instant start = Instant.now();
    private final int episodes;
    private final PrintStream out;
    private final List<String> failures = new ArrayList<>();
    private double returns;
    private int done;

    Progress(int episodes, PrintStream out) {
        this.episodes = episodes;
        this.out = out;
    }

    void succeeded(double episodeReturn) {
        returns += episodeReturn;
        report();
    }

    void failed(String reason) {
        failures.add(reason);
        report();
    }

    private void report() {
        done++;
        if (done * REPORTS / episodes > (done - 1) * REPORTS / episodes) {
            out.printf(Locale.ROOT, "%4d of %d done, %d failed%n", done, episodes, failures.size());
        }
    }

    /** Prints the summary and returns the exit code. */
    int summary(PrintStream err) {
        double seconds = Duration.between(start, Instant.now()).toNanos() / 1e9;
        int succeeded = done - failures.size();
        out.printf(
                Locale.ROOT,
                "%d succeeded, %d failed in %.2f s: %.1f episodes/s, mean return %.2f%n",
                succeeded,
                failures.size(),
                seconds,
                done / seconds,
                succeeded == 0 ? 0 : returns / succeeded);
        failures.stream().limit(FAILURES_SHOWN).forEach(err::println);
        return failures.isEmpty() ? 0 : 1;
    }
}
