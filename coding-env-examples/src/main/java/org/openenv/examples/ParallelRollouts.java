package org.openenv.examples;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.client.CodingEnv;
import org.openenv.coding.client.CodingEnvPool;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepResult;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;

/**
 * Many episodes, some of them at a time, as a trainer runs them.
 *
 * <p>Arguments: how many episodes (64), how many at a time (16), and servers' URLs; several share the episodes among them,
 * without any it starts a server of its own. Ends with 1 if an episode failed.
 */
public final class ParallelRollouts {

    private ParallelRollouts() {}

    /**
     * Runs the example.
     *
     * @param args how many episodes, how many at a time, servers' URLs
     * @throws InterruptedException if it is told to stop
     */
    public static void main(String[] args) throws InterruptedException {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) throws InterruptedException {
        try {
            int episodes = args.length > 0 ? positive(args[0]) : 64;
            int atATime = args.length > 1 ? positive(args[1]) : 16;
            List<String> servers = List.of(args).subList(Math.min(2, args.length), args.length);
            if (servers.size() > 1) {
                try (CodingEnvPool pool = CodingEnvPool.connect(servers)) {
                    return rollOut(pool::acquire, String.join(", ", servers), episodes, atATime, out, err);
                }
            }
            if (servers.size() == 1) {
                return rollOut(servers.get(0), episodes, atATime, out, err);
            }
            var config = HostConfig.defaults().withPort(0).withDefaultEnvironment("coding_env");
            try (EnvironmentHost host =
                    EnvironmentHost.start(config.withLimits(limits -> limits.withMaxSessions(2 * atATime)))) {
                return rollOut(host.uri().toString(), episodes, atATime, out, err);
            }
        } catch (RuntimeException failure) {
            err.println("ParallelRollouts: " + failure.getMessage());
            return 1;
        }
    }

    private static int rollOut(String server, int episodes, int atATime, PrintStream out, PrintStream err)
            throws InterruptedException {
        return rollOut(() -> CodingEnv.connect(server), server, episodes, atATime, out, err);
    }

    private static int rollOut(
            Supplier<CodingEnv> sessions, String where, int episodes, int atATime, PrintStream out, PrintStream err)
            throws InterruptedException {
        out.println(episodes + " episodes, " + atATime + " at a time, at " + where);
        ExecutorService threads = Executors.newFixedThreadPool(atATime);
        try {
            var finished = new ExecutorCompletionService<Double>(threads);
            IntStream.range(0, episodes).forEach(number -> finished.submit(episode(sessions, number)));
            var progress = new Progress(episodes, out);
            for (int i = 0; i < episodes; i++) {
                try {
                    progress.succeeded(finished.take().get());
                } catch (ExecutionException failure) {
                    progress.failed(String.valueOf(failure.getCause()));
                }
            }
            return progress.summary(err);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Three steps that build on each other; returns the sum of their rewards. */
    private static Callable<Double> episode(Supplier<CodingEnv> sessions, int number) {
        List<String> programs =
                List.of("numbers = range(" + (number + 1) + ")", "total = sum(numbers)", "print(total)");
        return () -> {
            try (CodingEnv env = sessions.get()) {
                env.reset(ResetOptions.none().withSeed(number).withEpisodeId("rollout-" + number));
                List<StepResult<CodeObservation>> results = new ArrayList<>();
                programs.forEach(program -> results.add(env.run(program)));
                CodeObservation last = results.get(2).observation();
                if (!last.stdout().equals(number * (number + 1) / 2 + "\n")) {
                    throw new IllegalStateException("episode " + number + " printed " + last);
                }
                return results.stream().mapToDouble(StepResult::reward).sum();
            }
        };
    }

    private static int positive(String text) {
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException("expected a number above zero, was " + text);
        }
        return number;
    }
}
