package org.openenv.coding.server.python.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.ResourceUsage;

/** Says how a step ended, from what the worker answered or the zygote saw, and what we did to it. */
final class Results {

    private static final int TIMED_OUT = 124;
    private static final int INTERRUPTED = 130;
    private static final int KILLED = 137;
    private static final long MOST_MICROS = Long.MAX_VALUE / 1000;

    private Results() {}

    static CodeExecResult of(Worker.End end, Duration wall, boolean lost, boolean seeded) {
        var answer = end.answer();
        if (answer != null) {
            return ofAnswer(answer, end.asked(), wall, lost, seeded);
        }
        var exit = end.exit();
        return ofDeath(exit == null ? WorkerExit.unknown() : exit, end.asked(), wall, seeded);
    }

    /** A program that came after the session was closed. */
    static CodeExecResult closed(boolean seeded) {
        return ofDeath(WorkerExit.unknown(), ExitCause.CLOSED, Duration.ZERO, seeded);
    }

    private static CodeExecResult ofAnswer(
            Answer answer, @Nullable ExitCause asked, Duration wall, boolean lost, boolean seeded) {
        return new CodeExecResult(
                answer.stdout(),
                answer.stderr(),
                asked == null ? answer.exitCode() : exitCode(asked, answer.exitCode()),
                asked == null ? answer.cause() : asked,
                answer.syntaxError(),
                answer.result(),
                answer.programError(),
                new ResourceUsage(
                        wall,
                        micros(answer.userMicros()),
                        micros(answer.systemMicros()),
                        atLeastZero(answer.peakBytes())),
                atLeastZero(answer.stdoutBytes()),
                atLeastZero(answer.stderrBytes()),
                answer.truncated(),
                lost,
                seeded,
                answer.shown());
    }

    private static CodeExecResult ofDeath(WorkerExit exit, @Nullable ExitCause asked, Duration wall, boolean seeded) {
        var stdout = exit.stdout();
        var stderr = exit.stderr();
        // Evidence of a limit says more than that we ended a worker whose connection had broken. Where we killed it for
        // another reason, the limit has struck a process of its own at most: then the reason is ours.
        var seen = exit.cause();
        boolean limit = seen != ExitCause.EXITED && seen != ExitCause.SIGNAL;
        var cause = asked == null || (limit && asked == ExitCause.CRASHED) ? seen : asked;
        return new CodeExecResult(
                stdout,
                stderr,
                exitCode(cause, exit.exitCode()),
                cause,
                false,
                null,
                null,
                new ResourceUsage(wall, micros(exit.userMicros()), micros(exit.systemMicros()), exit.peakBytes()),
                exit.stdoutBytes(),
                exit.stderrBytes(),
                exit.cut(),
                true,
                seeded);
    }

    private static int exitCode(ExitCause cause, int own) {
        return switch (cause) {
            case TIMEOUT -> TIMED_OUT;
            case INTERRUPTED -> INTERRUPTED;
            case CLOSED, CRASHED -> KILLED;
            case EXITED, EXCEPTION, SYNTAX_ERROR, MEMORY_LIMIT, OUTPUT_LIMIT, PROCESS_LIMIT, DISK_LIMIT, SIGNAL -> own;
        };
    }

    private static Duration micros(long value) {
        return Duration.ofNanos(Math.min(atLeastZero(value), MOST_MICROS) * 1000);
    }

    private static long atLeastZero(long value) {
        return Math.max(0, value);
    }
}
