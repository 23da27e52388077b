package org.openenv.coding.server.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints a run for people: the method, a line for each measurement, figures, goals. */
final class Report {

    private static final String METHOD = """
            method: the client is this process, the servers are processes of their own on the same machine (or the URL given).
              'ceiling' answers with fixed bytes: what the client can do here; 'echo' is the same host without Python;
              'worker' is the executor without a host; 'python' a plain python3 -I -S for each step; 'fork' a worker forked,
              sandboxed and ended. Each is measured in this run, one after the other for each number of sessions.
              closed loop: each client sends when it has its answer. Open loop (--rate): each operation is due at a fixed time
              and counts from then if its client is late. Latency is the client's, send to answer read, in an HdrHistogram.
            """;

    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    void method(Settings settings, String machine) {
        out.print(METHOD);
        printf(
                "  warm-up %s s, measured %s s. %s%n%n",
                seconds(settings.warmup()), seconds(settings.duration()), machine);
        out.flush();
    }

    void results(Results results) {
        printf(
                "%-8s %-12s %5s %10s %9s %9s %9s %9s %9s %7s %7s %7s %8s  %s%n",
                "subject",
                "scenario",
                "sess.",
                "per s",
                "p50 us",
                "p90 us",
                "p99 us",
                "p99.9 us",
                "max us",
                "errors",
                "client",
                "server",
                "memory",
                "");
        results.measurements().forEach(this::line);
        out.println("client, server: cores used; memory: MiB of the server with all it started");
        out.println();
        results.figures().forEach(figure -> printf("%-28s %,12.4f %s%n", figure.name(), figure.value(), figure.unit()));
        out.flush();
    }

    private void line(Measurement one) {
        printf(
                "%-8s %-12s %5d %,10.0f %,9.0f %,9.0f %,9.0f %,9.0f %,9.0f %7d %7.2f %7.2f %,8.0f  %s%n",
                one.subject(),
                one.scenario(),
                one.load().sessions(),
                one.perSecond(),
                one.micros(50),
                one.micros(90),
                one.micros(99),
                one.micros(99.9),
                one.latency().getMaxValue() / 1e3,
                one.errorCount(),
                one.cores(one.client()),
                one.cores(one.server()),
                one.server().residentBytes() / (1024.0 * 1024.0),
                one.errors().isEmpty() ? "" : one.errors().toString());
    }

    void comparisons(List<Comparison> comparisons, String other) {
        printf(
                "%nserver beside %s, medians of the rounds; ratio: how many times as good the server is, and what the rounds allow%n",
                other);
        printf("%-12s %5s %-7s %10s %10s %6s  %-14s %s%n", "scenario", "sess.", "", "server", "other", "ratio", "", "");
        for (Comparison one : comparisons) {
            printf(
                    "%-12s %5d %-7s %,10.0f %,10.0f %6.2f  %5.2f to %5.2f %s%n",
                    one.scenario(),
                    one.sessions(),
                    one.figure(),
                    one.server().median(),
                    one.other().median(),
                    one.ratio(),
                    one.leastRatio(),
                    one.mostRatio(),
                    one.verdict().text());
        }
        out.println(
                "better, worse: all rounds of one side are above all of the other; by chance once in 10 times with 3 rounds, "
                        + "once in 126 with 5");
        out.flush();
    }

    void goals(Iterable<Goal> goals) {
        out.println();
        for (Goal goal : goals) {
            printf(
                    "%-7s %-80s %9.3f %s %s %s%n",
                    goal.reached() ? "reached" : "MISSED",
                    goal.what(),
                    goal.measured(),
                    goal.atMost() ? "<=" : ">=",
                    goal.limit(),
                    goal.unit());
        }
        out.flush();
    }

    private static double seconds(java.time.Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private void printf(String format, Object... values) {
        out.print(String.format(Locale.ROOT, format, values));
    }
}
