package org.openenv.coding.server.python;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.openenv.coding.server.python.worker.SandboxMode;
import org.openenv.coding.server.python.worker.WorkerConfig;
import org.openenv.coding.server.python.worker.WorkerExecutor;

/**
 * The executor that the programs of the tests run in. The system property {@code openenv.sandbox.test.rung} picks what it
 * stands on: {@code auto} the best that this user on this machine gets, {@code reduced} as if namespaces were refused,
 * {@code off} nothing.
 */
final class TestExecutor implements AutoCloseable {

    private static final String RUNG = System.getProperty("openenv.sandbox.test.rung", "auto");

    private final PythonExecutor executor;

    private TestExecutor(PythonExecutor executor) {
        this.executor = executor;
    }

    static TestExecutor start() {
        var config = WorkerConfig.builder()
                .python(ReferencePython.EXECUTABLE)
                .sandbox(RUNG.equals("off") ? SandboxMode.OFF : SandboxMode.AUTO);
        return new TestExecutor(WorkerExecutor.start(config.build()));
    }

    PythonInterpreter open(ExecutionLimits limits) {
        return executor.open(null, limits);
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
                case "namespaces", "processes", "signals" ->
                    assumeTrue(
                            hasNamespaces() || !confines(),
                            () -> "no " + need + " on rung " + executor.guards().rung());
                case "x86_64" ->
                    assumeTrue(System.getProperty("os.arch").equals("amd64"), "the program has numbers of x86_64 in it");
                default -> assumeTrue(ReferencePython.has(need), () -> need + " is not installed");
            }
        }
    }

    @Override
    public void close() {
        executor.close();
    }
}
