package org.openenv.coding.server.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What sessions cost that have taken one step and do nothing: memory and threads, in a server of their own. */
final class IdleExperiment implements Experiment {

    private static final int SESSIONS = 1000;
    private static final double MIB = 1024 * 1024;
    private static final long SETTLE_MILLIS = 3000;

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        if (bench.server().pid().isEmpty()) {
            bench.progress().say("  idle: left out, since the server's process is not this run's");
            return;
        }
        byte[] step = Messages.step(bench.settings().action());
        List<SocketClient> idle = new ArrayList<>();
        var arguments = List.of("--port", "0", "--max-sessions", String.valueOf(SESSIONS + 16));
        try (var server = ServerProcess.start(
                "idle", Bench.SERVER, arguments, bench.settings().javaOptions())) {
            long pid = server.target().pid().orElseThrow();
            long threads = ProcessTree.threads(pid);
            long availableBefore = ProcessTree.availableBytes();
            while (idle.size() < SESSIONS) {
                SocketClient session = Scenario.reset(server.target());
                idle.add(session);
                session.ask(step);
                if (idle.size() % 250 == 0) {
                    bench.progress().say("  idle: " + idle.size() + " sessions");
                }
            }
            Thread.sleep(SETTLE_MILLIS);
            report(bench.results(), pid, threads, availableBefore);
        } finally {
            for (SocketClient session : idle) {
                session.close();
            }
        }
    }

    private static void report(Results results, long pid, long threads, long availableBefore) {
        double all = ProcessTree.residentBytes(pid) / MIB;
        double java = ProcessTree.residentBytesOf(pid) / MIB;
        results.add("idle-sessions", SESSIONS, "");
        results.add("idle-memory", all, "MiB");
        results.add("idle-java", java, "MiB");
        results.add("idle-per-worker", (all - java) / SESSIONS, "MiB");
        results.add("idle-machine", (availableBefore - ProcessTree.availableBytes()) / MIB, "MiB");
        results.add("idle-threads-more", (double) (ProcessTree.threads(pid) - threads), "");
    }
}
