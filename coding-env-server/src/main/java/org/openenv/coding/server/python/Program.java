package org.openenv.coding.server.python;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A program to run. Immutable.
 *
 * @param code its text
 * @param stdin what it finds on its standard input, in UTF-8; {@code null} for nothing
 * @param asScript whether it is a whole script, as {@link PythonInterpreter#runScript} has it
 */
public record Program(String code, @Nullable String stdin, boolean asScript) {

    /** Checks. */
    public Program {
        Objects.requireNonNull(code, "code is required");
    }
}
