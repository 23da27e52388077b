package org.openenv.coding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exception that ended a program. Immutable.
 *
 * @param type the name of its class, such as {@code ZeroDivisionError}
 * @param message its text, possibly empty
 * @param line the line of the program it was raised at, from 1; {@code null} where there is none
 * @param frames the program's own frames, outermost first
 * @param refusedCalls system calls that the sandbox refuses and that the failing line may have made: a hint, mostly empty
 */
public record ProgramFailure(
        String type, String message, @Nullable Integer line, List<Frame> frames, List<String> refusedCalls) {

    /** Copies. */
    public ProgramFailure {
        frames = List.copyOf(frames);
        refusedCalls = List.copyOf(refusedCalls);
    }

    /**
     * One frame of a traceback.
     *
     * @param file the name of the program's text, such as {@code <step-3>}
     * @param line the line in it, from 1
     * @param function the function's name, {@code <module>} at the top
     */
    public record Frame(String file, int line, String function) {}

    static @Nullable ProgramFailure of(@Nullable Facts told) {
        if (told == null || told.text("type") == null) {
            return null;
        }
        Number line = told.number("line");
        return new ProgramFailure(
                told.textOr("type", ""),
                told.textOr("message", ""),
                line == null ? null : line.intValue(),
                told.maps("frames").stream()
                        .map(frame -> new Frame(
                                frame.textOr("file", ""), (int) frame.count("line"), frame.textOr("function", "")))
                        .toList(),
                told.texts("refused_calls"));
    }
}
