package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.openenv.coding.server.python.EpisodeSetup;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.PythonInterpreter;

/**
 * The executor that the programs of the tests run in; nothing may be left of it on closing. The system property {@code
 * openenv.sandbox.test.rung} picks what it stands on: {@code auto} the best that this user gets on this machine, {@code
 * reduced} a system-call filter that refuses namespaces, as containers have it, {@code off} nothing.
 */
final class TestExecutor implements AutoCloseable {

    private static final String RUNG = System.getProperty("openenv.sandbox.test.rung", "auto");

    private static final Duration MOST = Duration.ofSeconds(60);

    private final Leaks leaks = new Leaks();
    private final WorkerExecutor executor;

    TestExecutor() {
        // An episode with a user id of its own must be able to get to its directory.
        assertThat(new File(System.getProperty("java.io.tmpdir")).setExecutable(true, false))
                .isTrue();
        executor = WorkerExecutor.start(WorkerConfig.defaults()
                .withPython(
                        RUNG.equals("reduced")
                                ? ProgramFile.executable("python-without-namespaces")
                                : ReferencePython.EXECUTABLE)
                .withSandbox(RUNG.equals("off") ? SandboxMode.OFF : SandboxMode.AUTO));
    }

    PythonInterpreter open(ExecutionLimits limits) {
        return assertTimeoutPreemptively(MOST, () -> executor.open(null, limits), "an interpreter is to be had");
    }

    PythonInterpreter open(EpisodeSetup setup) {
        return assertTimeoutPreemptively(
                MOST, () -> executor.open(null, ExecutionLimits.defaults(), setup), "an interpreter is to be had");
    }

    org.openenv.coding.server.python.GuardReport guards() {
        return executor.guards();
    }
    /** Returns whether anything stands between a program and the machine. */
    boolean confines() {
        return !executor.guards().rung().equals("none");
    }

    /** Returns whether episodes have namespaces of their own. */
    boolean hasNamespaces() {
        return confines() && !executor.guards().missing().contains("own-pid-namespace");
    }

    /** Skips the test, with the reason, where this machine or this rung lacks what a program needs. */
    void assumeThatThereIs(List<String> needs) throws Exception {
        for (String need : needs) {
            switch (need) {
                case "namespaces", "processes" ->
                    assumeTrue(
                            hasNamespaces() || !confines(),
                            () -> "no " + need + " on rung " + executor.guards().rung());
                case "x86_64" ->
                    assumeTrue(
                            System.getProperty("os.arch").equals("amd64"), "the program has numbers of x86_64 in it");
                default -> assumeTrue(ReferencePython.has(need), () -> need + " is not installed");
            }
        }
    }

    @Override
    public void close() throws IOException {
        leaks.look();
        executor.close();
        leaks.assertNone();
    }
}
