package org.openenv.coding.server.python;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openenv.core.OutputChunk;

/**
 * What a program wrote and how it ended.
 *
 * @param stdout standard output, decoded, up to the limit
 * @param stderr standard error and traceback, decoded, up to the limit
 * @param exitCode 0, 1 after an uncaught exception, n after {@code sys.exit(n)}, 124 timeout, 128+n signal n
 * @param cause why it ended
 * @param syntaxError whether the text could not be parsed as Python at all
 * @param result the repr of the value of a last expression, capped; {@code null} when there is none
 * @param error the exception that ended it, or {@code null}
 * @param usage what the step used
 * @param stdoutBytes how many bytes it wrote to standard output
 * @param stderrBytes how many bytes it wrote to standard error
 * @param truncated whether a stream was cut
 * @param stateLost whether the interpreter died, so that the next program starts without variables
 * @param seedApplied whether a seed asked for at reset is in force; the hash seed is then {@link PythonExecutor#HASH_SEED}
 * @param shown what it displayed, where that was asked for
 */
public record CodeExecResult(
        String stdout,
        String stderr,
        int exitCode,
        ExitCause cause,
        boolean syntaxError,
        @Nullable String result,
        @Nullable ProgramError error,
        ResourceUsage usage,
        long stdoutBytes,
        long stderrBytes,
        boolean truncated,
        boolean stateLost,
        boolean seedApplied,
        Shown shown) {

    /** A result without anything displayed. */
    public CodeExecResult(
            String stdout,
            String stderr,
            int exitCode,
            ExitCause cause,
            boolean syntaxError,
            @Nullable String result,
            @Nullable ProgramError error,
            ResourceUsage usage,
            long stdoutBytes,
            long stderrBytes,
            boolean truncated,
            boolean stateLost,
            boolean seedApplied) {
        this(
                stdout,
                stderr,
                exitCode,
                cause,
                syntaxError,
                result,
                error,
                usage,
                stdoutBytes,
                stderrBytes,
                truncated,
                stateLost,
                seedApplied,
                Shown.NOTHING);
    }

    /**
     * Tells all output at once.
     *
     * @param listener is given what there is of each stream
     */
    public void tell(Consumer<OutputChunk> listener) {
        if (!stdout.isEmpty()) {
            listener.accept(new OutputChunk("stdout", stdout, 0));
        }
        if (!stderr.isEmpty()) {
            listener.accept(new OutputChunk("stderr", stderr, 0));
        }
    }
}
