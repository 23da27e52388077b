package org.openenv.coding.server.python.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.GuardReport;
import org.openenv.coding.server.python.PythonExecutor;
import org.openenv.coding.server.python.PythonInterpreter;

/** An executor for a test, which fails on closing if anything is left. */
final class Python implements PythonExecutor {

    static final Duration LONG = Duration.ofSeconds(60);

    private final Leaks leaks = new Leaks();
    private final WorkerExecutor executor;

    private Python(UnaryOperator<WorkerConfig> options) {
        executor = WorkerExecutor.start(
                options.apply(WorkerConfig.defaults().withPool(2).withSandbox(SandboxMode.AUTO)));
    }

    static Python start() {
        return new Python(UnaryOperator.identity());
    }

    static Python start(UnaryOperator<WorkerConfig> options) {
        return new Python(options);
    }

    PythonInterpreter open() {
        return executor.open(null, ExecutionLimits.defaults());
    }

    @Override
    public PythonInterpreter open(@Nullable Long seed, ExecutionLimits limits) {
        return executor.open(seed, limits);
    }

    /** Runs programs one after another in an episode of their own; returns what the last one did. */
    CodeExecResult run(String... programs) {
        try (var interpreter = open()) {
            CodeExecResult last = null;
            for (String program : programs) {
                last = interpreter.run(program, LONG);
            }
            if (last == null) {
                throw new IllegalArgumentException("no program");
            }
            return last;
        }
    }

    @Override
    public String python() {
        return executor.python();
    }

    @Override
    public GuardReport guards() {
        return executor.guards();
    }

    @Override
    public Optional<String> noCopies() {
        return executor.noCopies();
    }

    @Override
    public Optional<String> notReady() {
        return executor.notReady();
    }

    @Override
    public OptionalInt capacity() {
        return executor.capacity();
    }

    @Override
    public Map<String, Number> gauges() {
        return executor.gauges();
    }

    /** Remembers which processes there are, before a test ends some of them. */
    void look() {
        leaks.look();
    }

    @Override
    public void close() {
        leaks.look();
        executor.close();
        try {
            leaks.assertNone();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
