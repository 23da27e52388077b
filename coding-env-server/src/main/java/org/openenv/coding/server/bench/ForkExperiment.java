package org.openenv.coding.server.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a fork takes: of a session that has done next to nothing and of one that holds 10 MiB, one copy and eight, copied and
 * replayed, beside a fresh session's first step.
 */
final class ForkExperiment implements Experiment {

    private static final int TIMES = 7;
    private static final int MANY = 8;
    private static final String[][] STATES = {{"idle", "x = 1"}, {"10-mib", "x = bytearray(b'z' * (10 << 20)); None"}};

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        List<Double> fresh = new ArrayList<>();
        for (int i = 0; i < times(bench); i++) {
            fresh.add(firstStep(bench));
        }
        bench.results().add("fork-beside-a-fresh-session", CpuExperiment.median(fresh), "ms");
        for (String[] state : STATES) {
            for (String mode : List.of("copy", "replay")) {
                measure(bench, state, mode, 1);
                measure(bench, state, mode, MANY);
            }
        }
    }

    /** Once where it is only to be seen whether it works. */
    private static int times(Bench bench) {
        return bench.settings().duration().toSeconds() == 0 ? 1 : TIMES;
    }

    private static double firstStep(Bench bench) throws IOException {
        long begun = System.nanoTime();
        try (SocketClient session = Scenario.reset(bench.server())) {
            session.ask(Messages.step(Messages.action(STATES[0][1])));
            return (System.nanoTime() - begun) / 1e6;
        }
    }

    private static void measure(Bench bench, String[] state, String mode, int count) throws IOException {
        String name = "fork-" + mode + "-" + state[0] + "-" + count;
        List<Double> taken = new ArrayList<>();
        for (int i = 0; i < times(bench); i++) {
            try (SocketClient session = Scenario.reset(bench.server())) {
                session.ask(Messages.step(Messages.action(state[1])));
                long begun = System.nanoTime();
                session.ask(Messages.text("{\"type\":\"fork\",\"data\":{\"count\":" + count + ",\"fork\":\"" + mode
                        + "\",\"with_parent\":true}}"));
                taken.add((System.nanoTime() - begun) / 1e6);
            } catch (RefusedException refused) { // this machine copies nothing, or has no places for so many
                bench.progress().say("  " + name + ": " + refused.getMessage());
                return;
            }
        }
        bench.results().add(name, CpuExperiment.median(taken), "ms");
        bench.progress().say("  " + name + ": " + CpuExperiment.median(taken) + " ms");
    }
}
