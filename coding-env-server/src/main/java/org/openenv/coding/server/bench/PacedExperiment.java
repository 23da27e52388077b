package org.openenv.coding.server.bench;

import java.io.IOException;

/** What one client waits for when the machine is at rest between its requests: a few operations a second. */
final class PacedExperiment implements Experiment {

    private static final double PER_SECOND = 25;

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Load load = bench.settings().load(1).atRate(PER_SECOND);
        bench.measure(bench.ceiling(), "paced-step", load, client -> open(bench, bench.ceiling(), Scenario.STEP));
        bench.measure(bench.server(), "paced-step", load, client -> open(bench, bench.server(), Scenario.STEP));
        bench.measure(bench.server(), "paced-reset", load, client -> open(bench, bench.server(), Scenario.RESET));
        References references = bench.references();
        if (references != null) {
            String code = bench.settings().code();
            bench.measure("worker", "paced-step", load, client -> references.exchange(code));
            bench.measure("fork", "paced-reset", load, client -> references.fork());
        }
    }

    private static Operation open(Bench bench, Target target, Scenario scenario) throws IOException {
        return scenario.open(target, bench.settings().action(), 0);
    }
}
