package org.openenv.coding.server.evaluation;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.grading.Grader;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.worker.SandboxMode;
import org.openenv.coding.server.python.worker.WorkerConfig;
import org.openenv.coding.server.python.worker.WorkerExecutor;
import org.openenv.coding.server.task.TaskLimits;
import org.openenv.coding.server.task.Tasks;
import org.openenv.core.server.Bounds;
import org.openenv.core.server.SizeConverter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that judges a file of samples; picocli fills the fields. */
@Command(
        name = "grade",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        header = "Judges samples of programs by the tests of their tasks, and tells how many pass.",
        description = {
            "",
            "A sample is a line of JSON: {\"task_id\": …, \"completion\": …}, or \"solution\" instead of \"completion\".",
            "Each result is written to a file at once: the same command goes on where it was ended.",
            ""
        },
        exitCodeListHeading = "%nExit codes%n",
        exitCodeList = {
            "0:each sample was judged, however it did",
            "1:a sample could not be judged",
            "2:the options, the tasks or the samples are wrong; nothing was judged",
            "130:ended by Ctrl-C"
        })
@SuppressWarnings("NullAway.Init")
public final class GradeCommand implements Callable<Integer> {

    @Option(
            names = "--tasks",
            required = true,
            split = ",",
            paramLabel = "FILE|DIR",
            description = "the tasks, in any format that the server reads; may be repeated")
    private List<Path> tasks;

    @Option(names = "--samples", required = true, paramLabel = "FILE", description = "the samples; may be gzipped")
    private Path samples;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description = "where the results are; without it, the samples' file with _results.jsonl behind its name")
    private @Nullable Path results;

    @Option(names = "--restart", description = "drop the results of earlier runs")
    private boolean restart;

    @Option(
            names = "--k",
            split = ",",
            defaultValue = "1,10,100",
            description = "which pass@k to tell; 1,10,100 without it")
    private List<Integer> ks;

    @Option(names = "--json", paramLabel = "FILE", description = "write the summary there too, with each task's counts")
    private @Nullable Path json;

    @Option(names = "--plot", paramLabel = "FILE", description = "draw the samples' times there; a .png")
    private @Nullable Path plot;

    @Option(names = "--quiet", description = "show no progress")
    private boolean quiet;

    @Option(names = "--parallel", paramLabel = "N", description = "samples at once; without it, one for each processor")
    @Bounds(min = "1", max = "1000")
    private @Nullable Integer parallel;

    @Option(
            names = "--case-timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "wall time of a test; 10s without it")
    @Bounds(min = "1ms", max = "1d")
    private Duration caseTimeout;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "512M",
            converter = SizeConverter.class,
            description = "memory of each process; 512M without it")
    @Bounds(min = "32M", max = "16T")
    private long memory;

    @Option(
            names = "--in-process",
            description = "run tests that need a sample's own objects in its process, where it could forge the verdict")
    private boolean inProcess;

    @Option(names = "--python", paramLabel = "FILE", description = "the interpreter")
    private @Nullable Path python;

    @Option(names = "--preload", paramLabel = "MODULE", split = ",", description = "modules to import once for all")
    private List<String> preload = List.of();

    @Option(
            names = "--sandbox",
            paramLabel = "MODE",
            defaultValue = "auto",
            description = "auto: the best the machine grants; strict: all of it, or none; off: none")
    private SandboxMode sandbox;

    @Spec
    private CommandSpec spec;

    private final Function<ExecutionLimits, TaskLimits> taskLimits;

    /**
     * Makes the command.
     *
     * @param taskLimits turns limits by name into limits, none above the most
     */
    public GradeCommand(Function<ExecutionLimits, TaskLimits> taskLimits) {
        this.taskLimits = taskLimits;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkFiles();
        ExecutionLimits most = limits();
        TaskLimits limits = taskLimits.apply(most);
        try (Tasks read = checked(() -> Tasks.read(tasks, task -> limits.check(task.limits())))) {
            read.leftOut().forEach(line -> say("left out of the tasks: " + line));
            Samples all = new Samples(samples, read);
            int count = checked(all::check);
            try (ResultsFile file = checked(() -> ResultsFile.open(resultsPath(), restart))) {
                checked(() -> {
                    all.forEach(file::has);
                    return count;
                });
                judge(read, all, count, file, limits, most);
                return 0;
            }
        }
    }

    private void judge(Tasks read, Samples all, int count, ResultsFile file, TaskLimits limits, ExecutionLimits most)
            throws IOException, InterruptedException {
        Progress progress = new Progress(spec.commandLine().getErr(), quiet, count, file.size(), resultsPath());
        if (file.size() < count) {
            try (WorkerExecutor executor = WorkerExecutor.start(worker(most))) {
                var evaluation = new Evaluation(read, new Grader(executor, most), limits, most, inProcess);
                Thread stop = new Thread(() -> stop(evaluation, executor, progress), "stop");
                Runtime.getRuntime().addShutdownHook(stop);
                try {
                    int threads = parallel == null ? Runtime.getRuntime().availableProcessors() : parallel;
                    if (!evaluation.run(all, file, threads, progress::judged)) {
                        return; // the process ends
                    }
                } finally {
                    remove(stop);
                }
            }
        }
        progress.end();
        Summary summary = new Summary(file.all());
        Report report = new Report(summary, ks);
        report.print(spec.commandLine().getOut());
        if (json != null) {
            report.write(json);
        }
        if (plot != null) {
            TimesPlot.write(plot, summary);
        }
    }

    private static void stop(Evaluation evaluation, WorkerExecutor executor, Progress progress) {
        evaluation.stop();
        executor.close();
        progress.stopped();
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException itRuns) {
            // the process ends, and the hook with it
        }
    }

    private WorkerConfig worker(ExecutionLimits most) {
        return WorkerConfig.defaults()
                .withPython(python)
                .withPreload(preload)
                .withSandbox(sandbox)
                .withLimits(most);
    }

    private ExecutionLimits limits() {
        ExecutionLimits usual = ExecutionLimits.defaults();
        return new ExecutionLimits(
                caseTimeout,
                usual.interruptGrace(),
                usual.cpuTime(),
                memory,
                usual.processes(),
                usual.openFiles(),
                usual.fileBytes(),
                usual.diskBytes(),
                usual.outputBytes());
    }

    private Path resultsPath() {
        return results != null ? results : Path.of(samples + "_results.jsonl");
    }

    /** What would only be found out after hours of judging is looked at first. */
    private void checkFiles() {
        if (ks.stream().anyMatch(k -> k < 1)) {
            throw wrong("--k must be at least 1, was " + ks);
        }
        if (plot != null) {
            Path picture = plot;
            checked(() -> {
                TimesPlot.check(picture);
                return picture;
            });
        }
        for (Path file : Stream.of(resultsPath(), json, plot)
                .filter(path -> path != null)
                .toList()) {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw wrong("there is no folder for " + file);
            }
        }
    }

    /** A step whose mistakes are those of who wrote the command. */
    @FunctionalInterface
    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T checked(Step<T> step) throws ParameterException {
        try {
            return step.run();
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw wrong("can't be read: " + e);
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
