package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Knows which processes, threads and files an executor has, and that none is left once it has gone. */
final class Leaks {

    private static final Duration MOST = Duration.ofSeconds(20);

    private final Path temp;
    private final String before = System.getProperty("java.io.tmpdir");
    private final Set<ProcessHandle> processes = new HashSet<>();
    private final Set<ProcessHandle> others = descendants();
    private final Set<Thread> otherThreads = Thread.getAllStackTraces().keySet();

    Leaks() {
        try {
            temp = Files.createTempDirectory("oe-test");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        System.setProperty("java.io.tmpdir", temp.toString());
    }

    /** Remembers every process that descends from this one, so that none can hide by changing its parent. */
    void look() {
        processes.addAll(descendants());
        processes.removeAll(others);
    }

    void assertNone() throws IOException {
        System.setProperty("java.io.tmpdir", before);
        await("processes " + processes, () -> processes.stream().noneMatch(ProcessHandle::isAlive));
        await("threads", () -> ourThreads().isEmpty());
        await("files in " + temp, () -> isEmpty(temp));
        Files.delete(temp);
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + MOST.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as("waiting for %s", what).isNegative();
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static Set<ProcessHandle> descendants() {
        return ProcessHandle.current().descendants().collect(Collectors.toSet());
    }

    private List<String> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !otherThreads.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.startsWith("openenv-"))
                .toList();
    }

    private static boolean isEmpty(Path folder) {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
