package org.openenv.coding.server.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that measures a server; picocli fills the fields. Exits with 1 if anything was answered by an error. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        header = "Measures an OpenEnv server: what a step costs, and what that is made of.")
@SuppressWarnings("NullAway.Init")
public final class BenchCommand implements Callable<Integer> {

    private static final int MOST_SESSIONS = 10_000;
    private static final int USUAL_ROUNDS = 5;
    private static final int MOST_ROUNDS = 1_000;

    @Parameters(index = "0", arity = "0..1", paramLabel = "URL", description = "the server; without it, one is started")
    private @Nullable String url;

    @Option(
            names = "--against",
            paramLabel = "URL",
            description = "another OpenEnv server, measured by turns with the first: prints ratios")
    private @Nullable String against;

    @Option(
            names = "--compare",
            paramLabel = "FILE",
            description = "what --json has written before: prints ratios, and what is better or worse")
    private @Nullable Path compare;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "how often each scenario is measured; 1, and 5 with --against or --compare")
    private @Nullable Integer rounds;

    @Option(names = "--sessions", split = ",", defaultValue = "1,8,64", description = "how many clients at once")
    private List<Integer> sessions;

    @Option(names = "--duration", paramLabel = "TIME", defaultValue = "5s", description = "of each measurement")
    private Duration duration;

    @Option(names = "--warmup", paramLabel = "TIME", defaultValue = "3s", description = "before each measurement")
    private Duration warmup;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "operations a second (open loop); without it, closed loop")
    private double rate;

    @Option(names = "--code", paramLabel = "TEXT", defaultValue = "print(1)", description = "the program of a step")
    private String code;

    @Option(names = "--action", paramLabel = "JSON", description = "the action of a step, for any other environment")
    private @Nullable String action;

    @Option(
            names = "--scenario",
            split = ",",
            defaultValue = "step",
            description =
                    "step, reset, episode, http, mixed; mcp, grade, cpu, noisy-neighbour, output, paced, idle, start; or all")
    private List<String> scenarios;

    @Option(
            names = "--header",
            paramLabel = "LINE",
            description = "sent with every request, such as 'Authorization: …'")
    private List<String> headers = List.of();

    @Option(names = "--no-references", description = "leave out echo, worker, python and fork")
    private boolean withoutReferences;

    @Option(names = "--server-option", paramLabel = "WORD", description = "an option of the server that is started")
    private List<String> serverOptions = List.of();

    @Option(names = "--java-option", paramLabel = "WORD", description = "an option of that server's Java")
    private List<String> javaOptions = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "write the results there too")
    private @Nullable Path json;

    @Option(names = "--plot", paramLabel = "FILE", description = "draw latency over throughput there; .png or .svg")
    private @Nullable Path plot;

    @Option(names = "--quiet", description = "show no progress")
    private boolean quiet;

    @Option(names = "--smoke", description = "everything once and briefly: says whether it works, not how fast it is")
    private boolean smoke;

    @Spec
    private CommandSpec spec;

    /** Made by picocli. */
    public BenchCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = settings();
        PrintWriter out = spec.commandLine().getOut();
        Report report = new Report(out);
        List<Sample> before = compare == null ? List.of() : Sample.read(compare);
        Progress progress = new Progress(spec.commandLine().getErr(), quiet);
        try (Bench bench = new Bench(settings, progress)) {
            String machine = Machine.describe();
            report.method(settings, machine);
            Results results = bench.run();
            List<Goal> goals = smoke ? List.of() : Goals.of(results);
            report.results(results);
            List<Comparison> comparisons = comparisons(results, before);
            if (!comparisons.isEmpty()) {
                report.comparisons(comparisons, compare == null ? "other" : compare + ", an earlier run");
            }
            report.goals(goals);
            if (json != null) {
                JsonReport.write(json, machine, results, goals, comparisons);
            }
            if (plot != null) {
                Plot.write(plot, results);
            }
            return results.errors() == 0 ? 0 : 1;
        }
    }

    private static List<Comparison> comparisons(Results results, List<Sample> before) {
        List<Sample> server = Sample.of(results, "server");
        return Comparison.of(server, before.isEmpty() ? Sample.of(results, Bench.OTHER) : before);
    }

    private Settings settings() {
        List<String> names = scenarios.equals(List.of("all")) || smoke ? everything() : scenarios;
        names.stream().filter(name -> !everything().contains(name)).findFirst().ifPresent(unknown -> {
            throw new ParameterException(
                    spec.commandLine(), "there is no scenario '" + unknown + "'; there are " + everything());
        });
        checkOptions();
        return new Settings(
                url,
                against,
                rounds == null ? (against == null && compare == null ? 1 : USUAL_ROUNDS) : rounds,
                headers,
                smoke ? List.of(2) : sessions,
                smoke ? Duration.ofMillis(200) : warmup,
                smoke ? Duration.ofMillis(500) : duration,
                rate,
                code,
                action == null ? Messages.action(code) : action,
                smoke ? briefly(names) : names,
                !withoutReferences,
                serverOptions,
                javaOptions);
    }

    /** What would only be found out after minutes of measuring is looked at first. */
    private void checkOptions() {
        try {
            if (plot != null) {
                Plot.check(plot);
            }
            for (Path file : Stream.of(json, plot).filter(Objects::nonNull).toList()) {
                Path folder = file.toAbsolutePath().getParent();
                if (folder == null || !Files.isDirectory(folder)) {
                    throw new IllegalArgumentException("there is no folder for " + file);
                }
            }
            if (sessions.stream().anyMatch(number -> number < 1 || number > MOST_SESSIONS)) {
                throw new IllegalArgumentException("--sessions must be 1 to " + MOST_SESSIONS + ", was " + sessions);
            }
            if (rounds != null && (rounds < 1 || rounds > MOST_ROUNDS)) {
                throw new IllegalArgumentException("--rounds must be 1 to " + MOST_ROUNDS + ", was " + rounds);
            }
            if (against != null && compare != null) {
                throw new IllegalArgumentException("--against and --compare: one at a time");
            }
            if (rate < 0) {
                throw new IllegalArgumentException("--rate must not be negative, was " + rate);
            }
        } catch (IllegalArgumentException senseless) {
            throw new ParameterException(spec.commandLine(), String.valueOf(senseless.getMessage()));
        }
    }

    private static List<String> everything() {
        List<String> all = new ArrayList<>(
                Stream.of(Scenario.values()).map(Scenario::label).toList());
        all.addAll(Experiment.names());
        return all;
    }

    /** A thousand sessions are no brief look. */
    private static List<String> briefly(List<String> names) {
        return names.stream()
                .filter(name -> !name.equals("idle") && !name.equals("start"))
                .toList();
    }
}
