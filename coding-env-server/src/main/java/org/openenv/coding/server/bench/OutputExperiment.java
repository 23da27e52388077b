package org.openenv.coding.server.bench;

import java.io.IOException;

/** What a step costs that prints a mebibyte, against the same bytes copied through a pipe. */
final class OutputExperiment implements Experiment {

    private static final int MEBIBYTE = 1024 * 1024;

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        String code = "print('x' * " + (MEBIBYTE - 1) + ")";
        Load load = new Load(1, bench.settings().warmup(), bench.settings().duration(), 0);
        References references = bench.references();
        if (references != null) {
            bench.measure("pipe", "output", load, client -> references.pipe(MEBIBYTE));
            bench.measure("worker", "output", load, client -> references.exchange(code));
        }
        String action = Messages.action(code);
        bench.measure(bench.server(), "output", load, client -> Scenario.STEP.open(bench.server(), action, client));
    }
}
