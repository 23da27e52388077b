package org.openenv.coding.server.bench;

import java.io.PrintWriter;
import java.util.Locale;

/** Tells a waiting person, on stderr, what is being measured. */
final class Progress {

    private final PrintWriter out;
    private final boolean quiet;

    Progress(PrintWriter out, boolean quiet) {
        this.out = out;
        this.quiet = quiet;
    }

    void show(String subject, String scenario, int sessions, double seconds, double of, double rate) {
        say(String.format(
                Locale.ROOT,
                "  %-8s %-10s %4d session%s  %4.1f of %.1f s  %,10.0f/s",
                subject,
                scenario,
                sessions,
                sessions == 1 ? " " : "s",
                seconds,
                of,
                rate));
    }

    void say(String line) {
        if (!quiet) {
            out.println(line);
            out.flush();
        }
    }
}
