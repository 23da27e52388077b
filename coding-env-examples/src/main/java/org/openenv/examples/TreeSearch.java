package org.openenv.examples;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.openenv.coding.CodeAction;
import org.openenv.coding.client.CodingEnv;
import org.openenv.coding.client.Tries;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;

/**
 * Best of N with repair: in each round several programs are tried from the same place, the best one is committed, and the next
 * round repairs what it has left undone. What a language model would write stands in lists here.
 *
 * <p>With a server's URL it talks to that server; without, it starts one of its own on a free port. Ends with 1 if a task was not
 * solved.
 */
public final class TreeSearch {

    /**
     * A task: what is there at the start, what is tried in each round, and what is to hold in the end.
     *
     * @param name its name
     * @param start the program that makes the place to start from
     * @param rounds the candidates of each round
     * @param checks expressions, each of which is to be true
     */
    private record Task(String name, String start, List<List<String>> rounds, List<String> checks) {}

    private static final List<Task> TASKS = List.of(
            new Task(
                    "mean",
                    "data = [3, 1, None, 4]",
                    List.of(
                            List.of("mean = sum(data) / len(data)", "data = [x for x in data if x]"),
                            List.of("mean = sum(data) / 3.0", "mean = max(data)")),
                    List.of("None not in data", "abs(mean - 8 / 3) < 1e-9")),
            new Task(
                    "stack",
                    "stack = []",
                    List.of(
                            List.of("push = stack.insert", "push = stack.append"),
                            List.of("pop = lambda: stack.pop(0)", "pop = stack.pop")),
                    List.of("push(1) is None", "(push(2), pop())[1] == 2")),
            new Task(
                    "file",
                    "open('in.txt', 'w').write('b\\na\\n')",
                    List.of(
                            List.of("lines = sorted(open('in.txt'))", "import os; os.unlink('in.txt')"),
                            List.of("open('out.txt', 'w').writelines(lines)", "open('out.txt', 'w').write(lines)")),
                    List.of("open('in.txt').read() == 'b\\na\\n'", "open('out.txt').read() == 'a\\nb\\n'")));

    private TreeSearch() {}

    /**
     * Runs the example.
     *
     * @param args a server's URL, or nothing
     */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            if (args.length > 0) {
                return search(args[0], out);
            }
            var config = HostConfig.defaults().withPort(0).withDefaultEnvironment("coding_env");
            try (EnvironmentHost host = EnvironmentHost.start(config)) {
                return search(host.uri().toString(), out);
            }
        } catch (RuntimeException failure) {
            err.println("TreeSearch: " + failure.getMessage());
            return 1;
        }
    }

    private static int search(String server, PrintStream out) {
        boolean solved = true;
        try (CodingEnv env = CodingEnv.connect(server)) {
            for (Task task : TASKS) {
                env.reset();
                env.run(task.start());
                int passed = solve(env, task);
                out.println(task.name() + ": " + passed + " of " + task.checks().size() + " checks hold, "
                        + env.state().stepCount() + " steps");
                solved &= passed == task.checks().size();
            }
        }
        return solved ? 0 : 1;
    }

    /** Commits the best candidate of each round; returns how many checks hold in the end. */
    private static int solve(CodingEnv env, Task task) {
        int best = 0;
        for (List<String> round : task.rounds()) {
            List<CodeAction> candidates = round.stream().map(CodeAction::new).toList();
            try (Tries tries = env.tryEach(candidates)) {
                List<Integer> scores = new ArrayList<>();
                for (int i = 0; i < candidates.size(); i++) {
                    scores.add(tries.tries().get(i).ranWell() ? score(tries.copy(i), task) : -1);
                }
                best = scores.stream().mapToInt(score -> score).max().orElse(-1);
                tries.commit(scores.indexOf(best));
            }
        }
        return best;
    }

    /** Checks have effects, too: they are made in copies of the copy. */
    private static int score(CodingEnv copy, Task task) {
        List<CodeAction> checks = task.checks().stream()
                .map(check -> new CodeAction("assert " + check))
                .toList();
        try (Tries checked = copy.tryEach(checks)) {
            return (int) checked.tries().stream().filter(Tries.Try::ranWell).count();
        }
    }
}
