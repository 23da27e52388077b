package org.openenv.coding.server.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Works out the project's goals from a run's results, as far as the run has measured what they need. */
final class Goals {

    private static final double P50 = 50;
    private static final double P99 = 99;

    private final Results results;
    private final List<Goal> goals = new ArrayList<>();

    private Goals(Results results) {
        this.results = results;
    }

    static List<Goal> of(Results results) {
        Goals all = new Goals(results);
        all.oneSession();
        all.manySessions();
        all.episodes();
        all.neighbours();
        all.rest();
        return all.goals;
    }

    private void oneSession() {
        Optional<Measurement> step = results.find("server", "step", 1);
        Optional<Double> floors = sum(results.find("echo", "step", 1), results.find("worker", "step", 1));
        with(
                step.map(server -> server.micros(P50)),
                floors,
                (server, both) -> Goal.atMost(
                        "step p50 / (echo step p50 + worker exchange p50), 1 session", server / both, 1.5, ""));
        step.ifPresent(server -> goals.add(
                Goal.atMost("step p99 / step p50, 1 session", server.micros(P99) / server.micros(P50), 5, "")));
        with(
                results.find("server", "output", 1),
                results.find("pipe", "output", 1),
                (server, pipe) -> Goal.atMost(
                        "step that prints 1 MiB p50 / 1 MiB through a pipe p50",
                        server.micros(P50) / pipe.micros(P50),
                        3,
                        ""));
    }

    private static Optional<Double> sum(Optional<Measurement> one, Optional<Measurement> other) {
        return one.flatMap(a -> other.map(b -> a.micros(P50) + b.micros(P50)));
    }

    private void manySessions() {
        with(
                results.find("server", "step", 64),
                results.find("echo", "step", 64),
                (server, echo) -> Goal.atLeast(
                        "steps a second / echo's, 64 sessions", server.perSecond() / echo.perSecond(), 0.6));
        with(
                results.find("server", "step", 256),
                results.find("server", "step", 64),
                (many, some) -> Goal.atLeast(
                        "steps a second with 256 sessions / with 64", many.perSecond() / some.perSecond(), 0.8));
    }

    private void episodes() {
        with(
                results.find("server", "paced-reset", 1),
                results.find("worker", "paced-step", 1),
                (reset, worker) -> Goal.atMost(
                        "reset p50 / worker exchange p50, the machine at rest",
                        reset.micros(P50) / worker.micros(P50),
                        3,
                        ""));
        with(
                results.find("server", "reset", 1),
                results.find("fork", "reset", 1),
                (reset, fork) -> Goal.atMost(
                        "reset p99 / cold fork and sandbox p99, one after another",
                        reset.micros(P99) / fork.micros(P99),
                        1.5,
                        ""));
        with(
                results.best("server", "episode"),
                results.best("fork", "episode"),
                (episodes, forks) -> Goal.atLeast(
                        "episodes a second / fork and sandbox alone, the best of each", episodes / forks, 0.7));
    }

    private void neighbours() {
        with(
                results.find("server", "noisy-step", 1),
                results.find("server", "quiet-step", 1),
                (noisy, quiet) -> Goal.atMost(
                        "step p99 beside 2 endless loops a core / without them: a third of a core is its share",
                        noisy.micros(P99) / quiet.micros(P99),
                        3,
                        ""));
        results.find("server", "noisy-health", 1)
                .ifPresent(health -> goals.add(
                        Goal.atMost("/health p99 beside 2 endless loops a core", health.micros(P99) / 1e3, 20, "ms")));
    }

    private void rest() {
        results.figure("grades-per-episode")
                .ifPresent(ratio -> goals.add(Goal.atLeast(
                        "programs of one case judged a second / episodes a second, 2 clients", ratio, 0.7)));
        results.figure("grade-8-speed-up")
                .ifPresent(ratio ->
                        goals.add(Goal.atLeast("8 cases at once on 2 processors / one after another", ratio, 1.6)));
        figure("cpu-ratio-median", "CPU-heavy text in a session / in a plain Python", 1.03, "");
        figure("idle-memory", "memory of 1,000 idle sessions, all told", 2048, "MiB");
        figure("idle-per-worker", "memory of an idle session's worker", 1.5, "MiB");
        figure("start-health-median", "process start to the first 200 on /health", 0.6, "s");
        figure("start-step-median", "process start to the first step's answer", 0.9, "s");
    }

    private void figure(String name, String what, double limit, String unit) {
        results.figure(name).ifPresent(value -> goals.add(Goal.atMost(what, value, limit, unit)));
    }

    private <T> void with(Optional<T> one, Optional<T> other, BiFunction<T, T, Goal> goal) {
        one.flatMap(a -> other.map(b -> goal.apply(a, b))).ifPresent(goals::add);
    }
}
