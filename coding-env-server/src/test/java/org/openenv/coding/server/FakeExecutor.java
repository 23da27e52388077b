package org.openenv.coding.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.CapacityException;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.ForkWay;
import org.openenv.coding.server.python.ForkedInterpreters;
import org.openenv.coding.server.python.GuardReport;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.ProgramError;
import org.openenv.coding.server.python.ProgramOption;
import org.openenv.coding.server.python.PythonExecutor;
import org.openenv.coding.server.python.PythonInterpreter;
import org.openenv.coding.server.python.PythonUnavailableException;
import org.openenv.coding.server.python.ResourceUsage;
import org.openenv.coding.server.python.Shown;

/** An executor without Python: answers what it is told to, and writes down what it was asked. */
final class FakeExecutor implements PythonExecutor {

    static final ResourceUsage USAGE =
            new ResourceUsage(Duration.ofMillis(1500), Duration.ofMillis(250), Duration.ofNanos(1), 4096);

    /** The knobs: what the next programs answer, what happens while they run, whether an interpreter can be had. */
    CodeExecResult answer = answer("", "", 0, ExitCause.EXITED, null, null);

    Runnable whileRunning = () -> {};
    boolean broken;
    boolean full;
    boolean forkable = true;
    GuardReport guards = new GuardReport("none", List.of());

    /** What was asked. */
    int starts;

    boolean closed;
    final List<FakeInterpreter> opened = new ArrayList<>();

    static CodeExecResult answer(
            String stdout,
            String stderr,
            int exitCode,
            ExitCause cause,
            @Nullable String result,
            @Nullable ProgramError error) {
        return new CodeExecResult(
                stdout, stderr, exitCode, cause, false, result, error, USAGE, 0, 0, false, false, false);
    }

    /** An answer of a program that displayed something. */
    static CodeExecResult shown(Shown shown) {
        return new CodeExecResult(
                "", "", 0, ExitCause.EXITED, false, null, null, USAGE, 0, 0, false, false, false, shown);
    }

    /** An answer of an episode whose seed is in force. */
    static CodeExecResult seeded(CodeExecResult answer) {
        return new CodeExecResult(
                answer.stdout(),
                answer.stderr(),
                answer.exitCode(),
                answer.cause(),
                answer.syntaxError(),
                answer.result(),
                answer.error(),
                answer.usage(),
                answer.stdoutBytes(),
                answer.stderrBytes(),
                answer.truncated(),
                answer.stateLost(),
                true);
    }

    /** Counts a start; what a provider is given to start its executor with. */
    FakeExecutor started() {
        starts++;
        return this;
    }

    @Override
    public PythonInterpreter open(@Nullable Long seed, ExecutionLimits limits) {
        if (broken) {
            throw new PythonUnavailableException("no python here", null);
        }
        if (full) {
            throw new CapacityException("no place for another");
        }
        var interpreter = new FakeInterpreter(seed, limits);
        opened.add(interpreter);
        return interpreter;
    }

    FakeInterpreter last() {
        return opened.get(opened.size() - 1);
    }

    @Override
    public String python() {
        return "Fake 0.0";
    }

    @Override
    public GuardReport guards() {
        return guards;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** One program after another, none of them run. */
    final class FakeInterpreter implements PythonInterpreter {
        final @Nullable Long seed;
        final ExecutionLimits limits;
        final List<String> programs = new ArrayList<>();
        final List<Duration> timeouts = new ArrayList<>();
        final List<Set<ProgramOption>> options = new ArrayList<>();
        int interrupts;
        private boolean running;
        boolean closed;

        private FakeInterpreter(@Nullable Long seed, ExecutionLimits limits) {
            this.seed = seed;
            this.limits = limits;
        }

        @Override
        public CodeExecResult run(Program program, Duration timeout) {
            programs.add((program.asScript() ? "script: " : "") + program.code());
            timeouts.add(timeout);
            options.add(program.options());
            running = true;
            whileRunning.run();
            running = false;
            return answer;
        }

        @Override
        public ForkedInterpreters fork(int count, ForkWay way, boolean reseed) {
            if (!forkable) {
                return PythonInterpreter.super.fork(count, way, reseed);
            }
            List<PythonInterpreter> copies = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                copies.add(open(seed, limits));
            }
            return new ForkedInterpreters(copies, false);
        }

        @Override
        public boolean interrupt() {
            if (running) {
                interrupts++;
            }
            return running;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
