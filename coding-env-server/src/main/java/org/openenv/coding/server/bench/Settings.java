package org.openenv.coding.server.bench;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the benchmark does.
 *
 * @param address the server to measure; {@code null} to start one
 * @param against a server to measure by turns with it; {@code null} for none
 * @param rounds how often each scenario is measured
 * @param headers sent with every request
 * @param sessions how many clients at once, one measurement for each number
 * @param warmup before each measurement
 * @param duration of each measurement
 * @param rate operations a second of an open loop; 0 for a closed loop
 * @param code the program of a step
 * @param action the action of a step, as JSON
 * @param scenarios the names of what is measured
 * @param references whether the references are measured too
 * @param serverArguments further options of the server it starts
 * @param javaOptions options of the Java that server runs on
 */
record Settings(
        @Nullable String address,
        @Nullable String against,
        int rounds,
        List<String> headers,
        List<Integer> sessions,
        Duration warmup,
        Duration duration,
        double rate,
        String code,
        String action,
        List<String> scenarios,
        boolean references,
        List<String> serverArguments,
        List<String> javaOptions) {

    Load load(int clients) {
        return new Load(clients, warmup, duration, rate);
    }

    /** Returns the most clients there are at once. */
    int mostSessions() {
        return sessions.stream().mapToInt(Integer::intValue).max().orElse(1);
    }
}
