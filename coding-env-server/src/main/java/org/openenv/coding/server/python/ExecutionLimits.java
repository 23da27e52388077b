package org.openenv.coding.server.python;

import java.time.Duration;

/**
 * What an episode may use. Immutable.
 *
 * @param stepTimeout wall time of a step where the step does not say
 * @param interruptGrace how long a program may go on after its time is up, to run its {@code finally} blocks, before
 *     the episode is killed
 * @param cpuTime CPU time of each of the episode's processes over its whole life; zero for no limit
 * @param memoryBytes memory of the episode as a whole
 * @param processes how many processes and threads may live at once
 * @param openFiles how many descriptors a process may hold
 * @param fileBytes the largest file
 * @param diskBytes all files of the episode together
 * @param outputBytes what is kept of each of stdout and stderr of a step
 */
public record ExecutionLimits(
        Duration stepTimeout,
        Duration interruptGrace,
        Duration cpuTime,
        long memoryBytes,
        int processes,
        int openFiles,
        long fileBytes,
        long diskBytes,
        int outputBytes) {

    private static final long MIB = 1024L * 1024;

    /** As good as none, and it fits into a number of nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(365);

    /**
     * Checks. A time of more than 365 days becomes 365 days.
     *
     * @throws IllegalArgumentException if a limit is negative, or zero where that makes no sense
     */
    public ExecutionLimits {
        stepTimeout = min(stepTimeout, LONGEST);
        interruptGrace = min(interruptGrace, LONGEST);
        cpuTime = min(cpuTime, LONGEST);
        requirePositive("stepTimeout", stepTimeout.isNegative() ? -1 : stepTimeout.toNanos());
        requireNotNegative("interruptGrace", interruptGrace);
        requireNotNegative("cpuTime", cpuTime);
        requirePositive("memoryBytes", memoryBytes);
        requirePositive("processes", processes);
        requirePositive("openFiles", openFiles);
        requirePositive("fileBytes", fileBytes);
        requirePositive("diskBytes", diskBytes);
        requirePositive("outputBytes", outputBytes);
    }

    /**
     * Returns the limits an operator gets without asking: 30 s a step, 1 s of grace, 512 MiB, 64 processes, 256 open
     * files, 64 MiB of files, 1 MiB of output a stream.
     *
     * @return the defaults
     */
    public static ExecutionLimits defaults() {
        return new ExecutionLimits(
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ZERO,
                512 * MIB,
                64,
                256,
                64 * MIB,
                64 * MIB,
                (int) MIB);
    }

    /**
     * Returns these limits with another bound of memory.
     *
     * @param bytes the memory of the episode as a whole, above zero
     * @return the copy
     */
    public ExecutionLimits withMemoryBytes(long bytes) {
        return new ExecutionLimits(
                stepTimeout, interruptGrace, cpuTime, bytes, processes, openFiles, fileBytes, diskBytes, outputBytes);
    }

    /**
     * Returns these limits, each lowered to that of another where it is higher.
     *
     * @param most the most that is allowed
     * @return limits of which none exceeds {@code most}'s
     */
    public ExecutionLimits atMost(ExecutionLimits most) {
        return new ExecutionLimits(
                min(stepTimeout, most.stepTimeout),
                min(interruptGrace, most.interruptGrace),
                minWhereZeroIsNone(cpuTime, most.cpuTime),
                Math.min(memoryBytes, most.memoryBytes),
                Math.min(processes, most.processes),
                Math.min(openFiles, most.openFiles),
                Math.min(fileBytes, most.fileBytes),
                Math.min(diskBytes, most.diskBytes),
                Math.min(outputBytes, most.outputBytes));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration minWhereZeroIsNone(Duration a, Duration b) {
        if (a.isZero() || b.isZero()) {
            return a.isZero() ? b : a;
        }
        return min(a, b);
    }

    private static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, was " + value);
        }
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
    }
}
