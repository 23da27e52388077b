package org.openenv.coding.server.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What sessions in an endless loop, two for each core, do to everybody else: to a step, to {@code /health}, and to the
 * end of another hung step.
 */
final class NoisyNeighbourExperiment implements Experiment {

    private static final double PER_SECOND = 50;
    private static final Duration MOST = Duration.ofSeconds(5);
    private static final double TIMEOUT = 0.5;
    private static final int HUNG_STEPS = 6;
    private static final byte[] ENDLESS = Messages.step(Messages.action("while True: pass"), 60);
    private static final byte[] HUNG = Messages.step(Messages.action("while True: pass"), TIMEOUT);

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        probe(bench, "quiet");
        List<SocketClient> noisy = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                SocketClient neighbour = Scenario.reset(bench.server());
                noisy.add(neighbour);
                neighbour.send(ENDLESS);
            }
            probe(bench, "noisy");
            hang(bench);
        } finally {
            for (SocketClient neighbour : noisy) {
                neighbour.close();
            }
        }
    }

    private static void probe(Bench bench, String prefix) throws InterruptedException {
        Settings settings = bench.settings();
        Duration duration = settings.duration().compareTo(MOST) < 0 ? settings.duration() : MOST;
        Load load = new Load(1, Duration.ofMillis(500), duration, PER_SECOND);
        String step = prefix + "-step";
        bench.measure(bench.ceiling(), step, load, client -> Scenario.STEP.open(bench.ceiling(), settings.action(), 0));
        bench.measure(bench.server(), step, load, client -> Scenario.STEP.open(bench.server(), settings.action(), 0));
        bench.measure(bench.server(), prefix + "-health", load, client -> health(bench.server()));
    }

    private static Operation health(Target target) throws IOException {
        HttpClient http = new HttpClient(target);
        byte[] request = http.request("GET", "/health");
        return new Operation() {
            @Override
            public void perform() throws IOException {
                http.expect(request);
            }

            @Override
            public void close() throws IOException {
                http.close();
            }
        };
    }

    /** Lets steps hang beside those that hang already, and looks how late after its time-out each is answered. */
    private static void hang(Bench bench) throws IOException {
        List<Double> late = new ArrayList<>();
        try (SocketClient session = Scenario.reset(bench.server())) {
            for (int i = 0; i < HUNG_STEPS; i++) {
                long begun = System.nanoTime();
                session.ask(HUNG);
                late.add((System.nanoTime() - begun) / 1e6 - TIMEOUT * 1e3);
                bench.progress().say("  a hung step was answered " + late.get(i) + " ms after its time-out");
            }
        }
        bench.results().add("hung-step-late-median", CpuExperiment.median(late), "ms");
        bench.results()
                .add("hung-step-late-most", late.stream().max(Double::compare).orElse(Double.NaN), "ms");
    }
}
