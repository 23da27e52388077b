package org.openenv.coding.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.ProgramOption;
import org.openenv.coding.server.python.worker.Mount;
import org.openenv.coding.server.python.worker.SandboxMode;
import org.openenv.coding.server.python.worker.WorkerConfig;
import org.openenv.core.server.Bounds;
import picocli.CommandLine.Option;

/** The options that say how programs run; picocli fills the fields. */
@SuppressWarnings("NullAway.Init")
final class ProgramOptions {

    @Option(
            names = "--python",
            paramLabel = "FILE",
            description = "the interpreter; without it /usr/bin/python3, or else the first python3 on PATH")
    @Nullable
    Path python;

    @Option(
            names = "--pool",
            paramLabel = "N",
            defaultValue = "8",
            description = "interpreters that stand ready for the next sessions")
    @Bounds(min = "1", max = "1000")
    int pool;

    @Option(
            names = "--preload",
            paramLabel = "MODULE",
            split = ",",
            description = "modules to import once for all, such as numpy,pandas")
    List<String> preload = List.of();

    @Option(
            names = "--sandbox",
            paramLabel = "MODE",
            defaultValue = "auto",
            description = "auto: the best the machine grants; strict: all of it, or no start; off: none")
    SandboxMode sandbox;

    @Option(names = "--network", description = "let programs use the network")
    boolean network;

    @Option(
            names = "--mount",
            paramLabel = "HOST:PATH",
            split = ",",
            converter = MountConverter.class,
            description = "show programs a folder or file of this machine, read only; may be repeated")
    List<Mount> mounts = List.of();

    @Option(
            names = "--packages",
            paramLabel = "DIR",
            description =
                    "a folder of wheels: a reset with packages makes some of them importable, pip install finds them")
    @Nullable
    Path packages;

    @Option(
            names = "--etc",
            paramLabel = "NAME",
            split = ",",
            description = "show programs more of /etc than the usual libraries need, such as odbcinst.ini")
    List<String> etc = List.of();

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            split = "\n",
            description = "an environment variable for programs; may be repeated, in the variable one a line")
    Map<String, String> environment = Map.of();

    @Option(
            names = "--echo-result",
            description = "write the value of a last expression to stdout, as the interactive interpreter does")
    boolean echoResult;

    @Option(
            names = "--renew-python",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "start a new interpreter to fork from after this time, with another address layout and hash"
                    + " secret; 0 for never")
    Duration renewPython;

    @Option(
            names = "--record-mb",
            paramLabel = "MB",
            defaultValue = "4",
            description =
                    "how much of its programs a session remembers, so that it can be replayed where a fork can't copy"
                            + " it; 0 for nothing. All sessions together remember a sixteenth of the heap at most")
    @Bounds(min = "0", max = "1024")
    int recordMb;

    @Option(names = "--no-rewards", description = "give steps no reward")
    boolean noRewards;

    @Option(
            names = "--usage",
            description = "tell times and memory in each step's metadata; a reset may ask for them itself")
    boolean usage;

    @Option(names = "--no-last-code", description = "don't send the program back in each step's metadata")
    boolean noLastCode;

    @Option(
            names = "--results",
            description = "tell what programs display, their last value and their figures in each step's metadata, as"
                    + " notebooks do; a reset or step may ask for it itself")
    boolean results;

    /** Returns what a step's metadata tells. */
    StepDetails details() {
        return new StepDetails(usage, !noLastCode, results ? Set.of(ProgramOption.RESULTS) : Set.of());
    }

    /** Returns the options as the executor takes them, all but the limits. */
    WorkerConfig worker() {
        return WorkerConfig.defaults()
                .withPython(python)
                .withPool(pool)
                .withPreload(preload)
                .withSandbox(sandbox)
                .withNetwork(network)
                .withMounts(mounts)
                .withEtc(etc)
                .withEnvironment(environment)
                .withEchoResult(echoResult)
                .withRenewal(renewPython)
                .withRecordBytes((long) recordMb << 20);
    }
}
