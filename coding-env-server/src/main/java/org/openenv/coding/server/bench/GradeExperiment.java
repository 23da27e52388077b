package org.openenv.coding.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.openenv.core.wire.WireCodec;

/**
 * What judging costs: programs of one case a second, by turns with whole episodes and with a plain Python started for a file, and eight
 * cases that compute, at once and one after another. The ceiling is the episode: one process handed over and ended.
 */
final class GradeExperiment implements Experiment {

    private static final int ROUNDS = 3;
    private static final int TURNS = 7;
    private static final int CLIENTS = 2;
    private static final int CASES = 8;
    private static final String SQUARE = "print(int(input()) ** 2)\n";
    private static final String COMPUTES =
            "total = 0\nfor i in range(1_000_000):\n    total += i * i % 7\nprint(int(input()) ** 2)\n";

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Path file = Files.createTempFile("bench-grade", ".py");
        try {
            Files.writeString(file, SQUARE);
            List<Double> perEpisode = new ArrayList<>();
            List<Double> perProcess = new ArrayList<>();
            Load load = bench.settings().load(CLIENTS);
            for (int round = 0; round < ROUNDS; round++) {
                double grades = perSecond(bench, "grade", load, request(SQUARE, 1, 1));
                double episodes =
                        bench.measure(bench.server(), Scenario.EPISODE, load).perSecond();
                perEpisode.add(grades / episodes);
                References references = bench.references();
                if (references != null) {
                    double plain = bench.measure("python", "grade", load, client -> references.script(file, "12\n"))
                            .perSecond();
                    perProcess.add(grades / plain);
                }
            }
            bench.results().add("grades-per-episode", CpuExperiment.median(perEpisode), "");
            if (!perProcess.isEmpty()) {
                bench.results().add("grades-per-plain-process", CpuExperiment.median(perProcess), "");
            }
            bench.results().add("grade-8-speed-up", speedUp(bench), "");
        } finally {
            Files.delete(file);
        }
    }

    /** How much sooner eight cases are done at once than one after another, by turns. */
    private static double speedUp(Bench bench) throws IOException {
        List<Double> serial = new ArrayList<>();
        List<Double> parallel = new ArrayList<>();
        try (HttpClient http = new HttpClient(bench.server())) {
            byte[] one = http.post("/grade", "", request(COMPUTES, CASES, 1));
            byte[] several = http.post("/grade", "", request(COMPUTES, CASES, CLIENTS));
            for (int turn = 0; turn < TURNS; turn++) {
                serial.add(seconds(http, one));
                parallel.add(seconds(http, several));
                bench.progress()
                        .say("  8 cases, turn " + (turn + 1) + " of " + TURNS + ": " + serial + ", at once " + parallel
                                + " s");
            }
        }
        return CpuExperiment.median(serial) / CpuExperiment.median(parallel);
    }

    private static double seconds(HttpClient http, byte[] request) throws IOException {
        long began = System.nanoTime();
        http.expect(request);
        requirePassed(http);
        return (System.nanoTime() - began) / 1e9;
    }

    private static void requirePassed(HttpClient http) throws RefusedException {
        if (!http.text().startsWith("{\"score\":1.0")) {
            throw new RefusedException("not all passed", http.text());
        }
    }

    private static double perSecond(Bench bench, String label, Load load, String body) throws InterruptedException {
        return bench.measure(bench.server(), label, load, client -> {
                    HttpClient http = new HttpClient(bench.server());
                    byte[] post = http.post("/grade", "", body);
                    return new Operation() {
                        @Override
                        public void perform() throws IOException {
                            http.expect(post);
                            requirePassed(http);
                        }

                        @Override
                        public void close() throws IOException {
                            http.close();
                        }
                    };
                })
                .perSecond();
    }

    private static String request(String submission, int cases, int parallel) {
        Map<String, Object> test = Map.of("type", "program", "stdin", "12\n", "expected", "144");
        return WireCodec.writeValue(Map.of(
                "submission",
                submission,
                "tests",
                Collections.nCopies(cases, test),
                "options",
                Map.of(
                        "parallel",
                        parallel,
                        "case_timeout_s",
                        Duration.ofSeconds(30).toSeconds())));
    }
}
