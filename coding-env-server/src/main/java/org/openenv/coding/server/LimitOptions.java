package org.openenv.coding.server;

import java.time.Duration;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.core.server.Bounds;
import org.openenv.core.server.SizeConverter;
import picocli.CommandLine.Option;

/** The options that say what an episode may use; picocli fills the fields. */
@SuppressWarnings("NullAway.Init")
final class LimitOptions {

    @Option(
            names = "--step-timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "wall time of a step; then the program is interrupted")
    @Bounds(min = "1ms", max = "365d")
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
    @Bounds(min = "32M", max = "16T")
    long memory;

    @Option(
            names = "--processes",
            paramLabel = "N",
            defaultValue = "64",
            description = "processes and threads alive at once")
    @Bounds(min = "1", max = "4000000")
    int processes;

    @Option(names = "--open-files", paramLabel = "N", defaultValue = "256", description = "descriptors of a process")
    @Bounds(min = "16", max = "1000000")
    int openFiles;

    @Option(
            names = "--file-size",
            paramLabel = "SIZE",
            defaultValue = "64M",
            converter = SizeConverter.class,
            description = "the largest file")
    @Bounds(min = "4K", max = "16T")
    long fileSize;

    @Option(
            names = "--disk",
            paramLabel = "SIZE",
            defaultValue = "64M",
            converter = SizeConverter.class,
            description = "all files of the episode together")
    @Bounds(min = "4K", max = "16T")
    long disk;

    @Option(
            names = "--output",
            paramLabel = "SIZE",
            defaultValue = "1M",
            converter = SizeConverter.class,
            description = "what is kept of each of stdout and stderr of a step")
    @Bounds(min = "1K", max = "256M")
    long output;

    /**
     * Returns the limits as the executor takes them.
     *
     * @throws IllegalArgumentException if one makes no sense
     */
    ExecutionLimits limits() {
        return new ExecutionLimits(
                stepTimeout, interruptGrace, cpuTime, memory, processes, openFiles, fileSize, disk, (int) output);
    }
}
