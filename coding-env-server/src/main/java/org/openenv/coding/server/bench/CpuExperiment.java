package org.openenv.coding.server.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether CPU-heavy code runs as fast in a session as in a plain Python: one text that counts its own CPU time,
 * run by turns in both.
 */
final class CpuExperiment implements Experiment {

    private static final int ROUNDS = 9;
    private static final String CODE = """
            import time
            def fib(n):
                return n if n < 2 else fib(n - 1) + fib(n - 2)
            begun = time.process_time()
            total = 0
            for i in range(1_000_000):
                total += i * i % 7
            words = sorted(str(i) for i in range(50_000))
            table = {word: len(word) for word in words}
            fib(20)
            print(time.process_time() - begun)
            """;
    private static final Pattern PRINTED = Pattern.compile("\"stdout\"\\s*:\\s*\"([0-9.e-]+)\\\\n\"");

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        References references = bench.references();
        List<Double> session = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        byte[] step = Messages.step(Messages.action(CODE));
        try (SocketClient client = Scenario.reset(bench.server())) {
            for (int round = 0; round < ROUNDS; round++) {
                client.ask(step);
                session.add(printed(client.text()));
                if (references != null) {
                    plain.add(Double.parseDouble(references.runPlain(CODE).strip()));
                }
                bench.progress().say("  cpu, round " + (round + 1) + " of " + ROUNDS + ": " + session + " s");
            }
        }
        bench.results().add("cpu-session-median", median(session), "s");
        if (references != null) {
            bench.results().add("cpu-plain-median", median(plain), "s");
            bench.results().add("cpu-ratio-median", median(session) / median(plain), "");
            bench.results().add("cpu-ratio-best", Collections.min(session) / Collections.min(plain), "");
        }
    }

    private static double printed(String answer) throws IOException {
        Matcher seconds = PRINTED.matcher(answer);
        if (!seconds.find()) {
            throw new RefusedException("no time printed", answer);
        }
        return Double.parseDouble(seconds.group(1));
    }

    /** Returns the middle of an odd number of values. */
    static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
    }
}
