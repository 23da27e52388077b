package org.openenv.coding.server;

import java.time.Duration;
import org.openenv.coding.server.python.ExecutionLimits;
import picocli.CommandLine.Option;

/** The options that say what an episode may use; picocli fills the fields. */
@SuppressWarnings("NullAway.Init")
final class LimitOptions {

    @Option(
            names = "--step-timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "wall time of a step; then the program is interrupted")
    Duration stepTimeout;

    @Option(
            names = "--interrupt-grace",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "time for its 'finally' blocks before the episode is killed")
    Duration interruptGrace;

    @Option(
            names = "--cpu-time",
            paramLabel = "TIME",
            defaultValue = "0",
            description = "CPU time of each of the episode's processes, over its whole life; 0 for no limit")
    Duration cpuTime;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "512M",
            converter = SizeConverter.class,
            description = "memory of the episode as a whole")
    long memory;

    @Option(
            names = "--processes",
            paramLabel = "N",
            defaultValue = "64",
            description = "processes and threads alive at once")
    int processes;

    @Option(names = "--open-files", paramLabel = "N", defaultValue = "256", description = "descriptors of a process")
    int openFiles;

    @Option(
            names = "--file-size",
            paramLabel = "SIZE",
            defaultValue = "64M",
            converter = SizeConverter.class,
            description = "the largest file")
    long fileSize;

    @Option(
            names = "--disk",
            paramLabel = "SIZE",
            defaultValue = "64M",
            converter = SizeConverter.class,
            description = "all files of the episode together")
    long disk;

    @Option(
            names = "--output",
            paramLabel = "SIZE",
            defaultValue = "1M",
            converter = SizeConverter.class,
            description = "what is kept of each of stdout and stderr of a step")
    long output;

    /**
     * Returns the limits as the executor takes them.
     *
     * @throws IllegalArgumentException if one makes no sense
     */
    ExecutionLimits limits() {
        return new ExecutionLimits(
                stepTimeout, interruptGrace, cpuTime, memory, processes, openFiles, fileSize, disk, (int)
                        Math.min(output, Integer.MAX_VALUE));
    }
}
