package org.openenv.coding.server.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** How long after its process was started a server answers {@code /health} and its first step. */
final class StartExperiment implements Experiment {

    private static final int ROUNDS = 7;
    private static final int OK = 200;
    private static final long POLL_MILLIS = 2;
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        if (bench.server().pid().isEmpty()) {
            bench.progress().say("  start: left out, since the server's process is not this run's");
            return;
        }
        List<Double> healthy = new ArrayList<>();
        List<Double> stepped = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            once(bench.settings(), healthy, stepped);
            bench.progress()
                    .say("  start: /health after " + healthy.get(round) + " s, a step after " + stepped.get(round));
        }
        bench.results().add("start-health-median", CpuExperiment.median(healthy), "s");
        bench.results().add("start-step-median", CpuExperiment.median(stepped), "s");
    }

    private static void once(Settings settings, List<Double> healthy, List<Double> stepped)
            throws IOException, InterruptedException {
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of("--port", String.valueOf(port)));
        arguments.addAll(settings.serverArguments());
        Path log = Files.createTempFile("bench-start", ".log");
        long begun = System.nanoTime();
        Process process = ServerProcess.launch(Bench.SERVER, arguments, settings.javaOptions(), log);
        try {
            Target target = new Target(
                    "start", URI.create("http://127.0.0.1:" + port), List.of(), OptionalLong.of(process.pid()));
            awaitHealth(target, begun);
            healthy.add((System.nanoTime() - begun) / 1e9);
            try (SocketClient session = Scenario.reset(target)) {
                session.ask(Messages.step(settings.action()));
            }
            stepped.add((System.nanoTime() - begun) / 1e9);
        } finally {
            process.destroy();
            process.waitFor();
            Files.delete(log);
        }
    }

    private static void awaitHealth(Target target, long begun) throws IOException, InterruptedException {
        while (!healthy(target)) {
            if (System.nanoTime() - begun > DEADLINE.toNanos()) {
                throw new IOException(target.base() + "/health did not answer 200 within " + DEADLINE);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static boolean healthy(Target target) {
        try (HttpClient http = new HttpClient(target)) {
            return http.ask(http.request("GET", "/health")) == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
