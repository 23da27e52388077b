package org.openenv.examples;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodingTypes;
import org.openenv.core.ResetOptions;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.pool.EnvPool;
import org.openenv.core.rollout.Episode;
import org.openenv.core.rollout.Policy;
import org.openenv.core.rollout.Rollout;
import org.openenv.core.rollout.RolloutOptions;
import org.openenv.core.rollout.Rollouts;

/**
 * Many episodes, some of them at a time, as a trainer runs them.
 *
 * <p>Arguments: how many episodes (64), how many at a time (16), and servers' URLs; several share the episodes among them,
 * without any it starts a server of its own. Ends with 1 if an episode failed.
 */
public final class ParallelRollouts {

    private static final Duration TO_ANSWER = Duration.ofSeconds(5);

    private ParallelRollouts() {}

    /**
     * Runs the example.
     *
     * @param args how many episodes, how many at a time, servers' URLs
     */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            int episodes = args.length > 0 ? positive(args[0]) : 64;
            int atATime = args.length > 1 ? positive(args[1]) : 16;
            List<String> servers = List.of(args).subList(Math.min(2, args.length), args.length);
            if (!servers.isEmpty()) {
                return rollOut(servers, episodes, atATime, out, err);
            }
            var config = HostConfig.defaults().withPort(0).withDefaultEnvironment("coding_env");
            try (EnvironmentHost host =
                    EnvironmentHost.start(config.withLimits(limits -> limits.withMaxSessions(2 * atATime)))) {
                return rollOut(List.of(host.uri().toString()), episodes, atATime, out, err);
            }
        } catch (RuntimeException failure) {
            err.println("ParallelRollouts: " + failure.getMessage());
            return 1;
        }
    }

    private static int rollOut(List<String> servers, int episodes, int atATime, PrintStream out, PrintStream err) {
        out.println(episodes + " episodes, " + atATime + " at a time, at " + String.join(", ", servers));
        var options = RolloutOptions.defaults().withConcurrency(atATime);
        List<Integer> numbers = IntStream.range(0, episodes).boxed().toList();
        try (var pool = EnvPool.connect(servers, CodingTypes.TYPES)) {
            pool.acquire(TO_ANSWER).close(); // better to fail before the first episode than after the last
            var progress = new Progress(episodes, out);
            try (var rollouts = Rollouts.over(pool, options).run(numbers, new Sums())) {
                rollouts.forEach(rollout -> note(rollout, progress));
            }
            return progress.summary(err);
        }
    }

    private static void note(Rollout<Integer, CodeAction, CodeObservation> rollout, Progress progress) {
        if (rollout.failure() == null) {
            progress.succeeded(rollout.totalReward());
        } else {
            progress.failed(rollout.failure().toString());
        }
    }

    /** In the place of a model: three programs that build on each other, and a look at what the last one printed. */
    private static final class Sums implements Policy<Integer, CodeAction, CodeObservation> {

        @Override
        public ResetOptions start(Integer number, int sample) {
            return ResetOptions.none().withSeed(number).withEpisodeId("rollout-" + number);
        }

        @Override
        public Optional<CodeAction> next(Episode<Integer, CodeAction, CodeObservation> episode) {
            int number = episode.prompt();
            return switch (episode.turns().size()) {
                case 0 -> Optional.of(new CodeAction("numbers = range(" + (number + 1) + ")"));
                case 1 -> Optional.of(new CodeAction("total = sum(numbers)"));
                case 2 -> Optional.of(new CodeAction("print(total)"));
                default -> {
                    CodeObservation last = episode.last().observation();
                    if (!last.stdout().equals(number * (number + 1) / 2 + "\n")) {
                        throw new IllegalStateException("episode " + number + " printed " + last);
                    }
                    yield Optional.empty();
                }
            };
        }
    }

    private static int positive(String text) {
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException("expected a number above zero, was " + text);
        }
        return number;
    }
}
