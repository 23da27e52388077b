package org.openenv.coding.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Looks at a process and everything it started: exactly on Linux, as far as the JDK can tell elsewhere. */
final class ProcessTree {

    private static final double TICKS_PER_SECOND = 100;
    private static final int UTIME = 11;
    private static final int CHILDREN_STIME = 14;

    private ProcessTree() {}

    /** Returns the CPU time of a process alone. */
    static double ownCpuSeconds(long pid) {
        return ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .map(Duration::toNanos)
                        .orElse(0L)
                / 1e9;
    }

    /** Returns the CPU time of a process, its descendants, and those of them that have ended. */
    static double cpuSeconds(long pid) {
        return members(pid).mapToDouble(ProcessTree::cpuWithEnded).sum();
    }

    /** Returns the memory of a process and its descendants, pages they share counted once. */
    static long residentBytes(long pid) {
        return members(pid).mapToLong(ProcessTree::residentBytesOf).sum();
    }

    /** Returns the living descendants of a process. */
    static List<Long> descendants(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .toList();
    }

    private static Stream<Long> members(long pid) {
        return Stream.concat(Stream.of(pid), descendants(pid).stream());
    }

    private static double cpuWithEnded(long pid) {
        String stat = read(Path.of("/proc/" + pid + "/stat"));
        if (stat.isEmpty()) {
            return ownCpuSeconds(pid);
        }
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        long ticks = 0;
        for (int field = UTIME; field <= CHILDREN_STIME; field++) {
            ticks += Long.parseLong(fields.get(field));
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** Returns one process's memory, its part of shared pages only. */
    static long residentBytesOf(long pid) {
        return kilobytes(read(Path.of("/proc/" + pid + "/smaps_rollup")), "Pss:") * 1024;
    }

    /** Returns how many threads a process has; 0 where that can't be told. */
    static long threads(long pid) {
        return kilobytes(read(Path.of("/proc/" + pid + "/status")), "Threads:");
    }

    /** Returns the memory that the machine could still give; 0 where that can't be told. */
    static long availableBytes() {
        return kilobytes(read(Path.of("/proc/meminfo")), "MemAvailable:") * 1024;
    }

    private static long kilobytes(String report, String field) {
        return report.lines()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()).replace("kB", "").strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    /** Reads a file of the kernel's; nothing if the process has gone or there is no such file. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }
}
