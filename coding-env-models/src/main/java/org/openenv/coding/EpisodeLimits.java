package org.openenv.coding;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.StepResult;

/**
 * Limits of an episode, lower than the server's. What is {@code null} stays as the server has it; more than the server allows
 * is answered with as much as it allows. Immutable.
 *
 * @param stepTimeout wall time of a step
 * @param interruptGrace how long a program may go on after its time is up
 * @param cpuTime CPU time of each process over its whole life, in whole seconds
 * @param memoryBytes memory of the episode as a whole
 * @param processes how many processes and threads may live at once
 * @param openFiles how many descriptors a process may hold
 * @param fileBytes the largest file
 * @param diskBytes all files together
 * @param outputBytes what is kept of each of stdout and stderr of a step
 */
public record EpisodeLimits(
        @Nullable Duration stepTimeout,
        @Nullable Duration interruptGrace,
        @Nullable Duration cpuTime,
        @Nullable Long memoryBytes,
        @Nullable Integer processes,
        @Nullable Integer openFiles,
        @Nullable Long fileBytes,
        @Nullable Long diskBytes,
        @Nullable Integer outputBytes) {

    private static final double MIB = 1024 * 1024;
    private static final EpisodeLimits NONE = new EpisodeLimits(null, null, null, null, null, null, null, null, null);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a limit is not positive
     */
    public EpisodeLimits {
        requirePositive("stepTimeout", stepTimeout);
        requirePositive("interruptGrace", interruptGrace);
        requirePositive("cpuTime", cpuTime);
        requirePositive("memoryBytes", memoryBytes);
        requirePositive("processes", processes);
        requirePositive("openFiles", openFiles);
        requirePositive("fileBytes", fileBytes);
        requirePositive("diskBytes", diskBytes);
        requirePositive("outputBytes", outputBytes);
    }

    /**
     * Returns the server's own limits.
     *
     * @return limits that ask for nothing
     */
    public static EpisodeLimits none() {
        return NONE;
    }

    /**
     * Reads which limits a reset granted of those that were asked for.
     *
     * @param reset the reset's result
     * @return what is in force; {@code null} where nothing was asked
     */
    public static EpisodeLimits granted(StepResult<?> reset) {
        Facts limits = new Facts(reset.metadata()).map("limits");
        Facts told = limits == null ? new Facts(Map.of()) : limits;
        return new EpisodeLimits(
                time(told.seconds("step_timeout")),
                time(told.seconds("interrupt_grace")),
                time(told.seconds("cpu_time")),
                bytes(told.number("memory_mb")),
                whole(told.number("processes")),
                whole(told.number("open_files")),
                bytes(told.number("file_size_mb")),
                bytes(told.number("disk_mb")),
                whole(told.number("output_bytes")));
    }

    /**
     * Returns these limits with another wall time of a step.
     *
     * @param limit the time, positive
     * @return the copy
     */
    public EpisodeLimits withStepTimeout(Duration limit) {
        return new EpisodeLimits(
                limit, interruptGrace, cpuTime, memoryBytes, processes, openFiles, fileBytes, diskBytes, outputBytes);
    }

    /**
     * Returns these limits with another time to go on after a step's time is up.
     *
     * @param limit the time, positive
     * @return the copy
     */
    public EpisodeLimits withInterruptGrace(Duration limit) {
        return new EpisodeLimits(
                stepTimeout, limit, cpuTime, memoryBytes, processes, openFiles, fileBytes, diskBytes, outputBytes);
    }

    /**
     * Returns these limits with another CPU time of each process.
     *
     * @param limit the time, positive; counted in whole seconds
     * @return the copy
     */
    public EpisodeLimits withCpuTime(Duration limit) {
        return new EpisodeLimits(
                stepTimeout,
                interruptGrace,
                limit,
                memoryBytes,
                processes,
                openFiles,
                fileBytes,
                diskBytes,
                outputBytes);
    }

    /**
     * Returns these limits with another amount of memory.
     *
     * @param limit bytes, positive
     * @return the copy
     */
    public EpisodeLimits withMemoryBytes(long limit) {
        return new EpisodeLimits(
                stepTimeout, interruptGrace, cpuTime, limit, processes, openFiles, fileBytes, diskBytes, outputBytes);
    }

    /**
     * Returns these limits with another number of processes and threads.
     *
     * @param limit how many, positive
     * @return the copy
     */
    public EpisodeLimits withProcesses(int limit) {
        return new EpisodeLimits(
                stepTimeout, interruptGrace, cpuTime, memoryBytes, limit, openFiles, fileBytes, diskBytes, outputBytes);
    }

    /**
     * Returns these limits with another number of open files of a process.
     *
     * @param limit how many, positive
     * @return the copy
     */
    public EpisodeLimits withOpenFiles(int limit) {
        return new EpisodeLimits(
                stepTimeout, interruptGrace, cpuTime, memoryBytes, processes, limit, fileBytes, diskBytes, outputBytes);
    }

    /**
     * Returns these limits with another size of the largest file.
     *
     * @param limit bytes, positive
     * @return the copy
     */
    public EpisodeLimits withFileBytes(long limit) {
        return new EpisodeLimits(
                stepTimeout, interruptGrace, cpuTime, memoryBytes, processes, openFiles, limit, diskBytes, outputBytes);
    }

    /**
     * Returns these limits with another size of all files together.
     *
     * @param limit bytes, positive
     * @return the copy
     */
    public EpisodeLimits withDiskBytes(long limit) {
        return new EpisodeLimits(
                stepTimeout, interruptGrace, cpuTime, memoryBytes, processes, openFiles, fileBytes, limit, outputBytes);
    }

    /**
     * Returns these limits with another amount of output that is kept of each stream.
     *
     * @param limit bytes, positive
     * @return the copy
     */
    public EpisodeLimits withOutputBytes(int limit) {
        return new EpisodeLimits(
                stepTimeout, interruptGrace, cpuTime, memoryBytes, processes, openFiles, fileBytes, diskBytes, limit);
    }

    /** Returns the fields of a reset that ask for these limits. */
    Map<String, Object> extras() {
        Map<String, Object> extras = new LinkedHashMap<>();
        put(extras, "step_timeout", seconds(stepTimeout));
        put(extras, "interrupt_grace", seconds(interruptGrace));
        put(extras, "cpu_time", seconds(cpuTime));
        put(extras, "memory_mb", mebibytes(memoryBytes));
        put(extras, "processes", processes);
        put(extras, "open_files", openFiles);
        put(extras, "file_size_mb", mebibytes(fileBytes));
        put(extras, "disk_mb", mebibytes(diskBytes));
        put(extras, "output_bytes", outputBytes);
        return extras;
    }

    private static void put(Map<String, Object> extras, String name, @Nullable Object value) {
        if (value != null) {
            extras.put(name, value);
        }
    }

    private static @Nullable Double seconds(@Nullable Duration time) {
        return time == null ? null : time.getSeconds() + time.getNano() / 1e9;
    }

    private static @Nullable Double mebibytes(@Nullable Long bytes) {
        return bytes == null ? null : bytes / MIB;
    }

    private static @Nullable Duration time(@Nullable Duration told) {
        return told == null || told.isZero() ? null : told;
    }

    private static @Nullable Long bytes(@Nullable Number mebibytes) {
        return mebibytes == null || !(mebibytes.doubleValue() > 0)
                ? null
                : (long) Math.ceil(mebibytes.doubleValue() * MIB);
    }

    private static @Nullable Integer whole(@Nullable Number number) {
        return number == null || number.intValue() <= 0 ? null : number.intValue();
    }

    private static void requirePositive(String name, @Nullable Duration value) {
        if (value != null && (value.isZero() || value.isNegative())) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
    }

    private static void requirePositive(String name, @Nullable Number value) {
        if (value != null && value.longValue() <= 0) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
    }
}
