package org.openenv.coding.server.python;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exception that ended a program.
 *
 * @param type the name of its class, such as {@code ZeroDivisionError}
 * @param message its text, possibly empty
 * @param line the line of the program it was raised at, from 1; {@code null} where there is none
 * @param frames the program's own frames, outermost first
 * @param refusedCalls system calls that the sandbox refuses and that the failing line may have made: a hint, mostly empty
 */
public record ProgramError(
        String type, String message, @Nullable Integer line, List<Frame> frames, List<String> refusedCalls) {

    /** Copies. */
    public ProgramError {
        frames = List.copyOf(frames);
        refusedCalls = List.copyOf(refusedCalls);
    }

    /** One that has nothing to do with the sandbox. */
    public ProgramError(String type, String message, @Nullable Integer line, List<Frame> frames) {
        this(type, message, line, frames, List.of());
    }

    /**
     * One frame of a traceback.
     *
     * @param file the name of the program's text, such as {@code <step-3>}
     * @param line the line in it, from 1
     * @param function the function's name, {@code <module>} at the top
     */
    public record Frame(String file, int line, String function) {}
}
