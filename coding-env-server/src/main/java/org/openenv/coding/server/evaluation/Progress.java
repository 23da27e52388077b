package org.openenv.coding.server.evaluation;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** Tells a waiting person, on stderr, how far it is. Safe for use by several threads. */
final class Progress {

    private static final long EVERY_NANOS = 2_000_000_000L;

    private final PrintWriter out;
    private final boolean quiet;
    private final int all;
    private final int before;
    private final Path results;
    private final long start = System.nanoTime();
    private long told = start;
    private int judged;
    private int passed;

    Progress(PrintWriter out, boolean quiet, int all, int before, Path results) {
        this.out = out;
        this.quiet = quiet;
        this.all = all;
        this.before = before;
        this.results = results;
        if (before > 0) {
            say(before + " of " + all + " samples have their results in " + results);
        }
    }

    synchronized void judged(Result result) {
        judged++;
        passed += result.passed() ? 1 : 0;
        long now = System.nanoTime();
        if (now - told >= EVERY_NANOS) {
            told = now;
            tell(now);
        }
    }

    private void tell(long now) {
        double seconds = (now - start) / 1e9;
        double rate = judged / seconds;
        say(String.format(
                Locale.ROOT,
                "%,d of %,d samples, %,d of %,d passed, %.1f a second, %s left",
                before + judged,
                all,
                passed,
                judged,
                rate,
                time((all - before - judged) / rate)));
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60
                ? whole + " s"
                : whole < 3600 ? whole / 60 + " min" : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    synchronized void end() {
        if (judged > 0) {
            tell(System.nanoTime());
        }
    }

    synchronized void stopped() {
        say(before + judged + " of " + all + " results are in " + results + "; the same command goes on from there");
    }

    private void say(String line) {
        if (!quiet) {
            out.println(line);
            out.flush();
        }
    }
}
