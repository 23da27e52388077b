package org.openenv.coding.server.python;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program to run. Immutable.
 *
 * @param code its text
 * @param stdin what it finds on its standard input, in UTF-8; {@code null} for nothing
 * @param asScript whether it is a whole script, as {@link PythonInterpreter#runScript} has it
 * @param options what else is wanted of it; possibly nothing
 */
public record Program(String code, @Nullable String stdin, boolean asScript, Set<ProgramOption> options) {

    /** Checks and copies. */
    public Program {
        Objects.requireNonNull(code, "code is required");
        options = Set.copyOf(options);
    }

    /**
     * Makes a program of which nothing else is wanted.
     *
     * @param code its text
     * @param stdin what it finds on its standard input, in UTF-8; {@code null} for nothing
     * @param asScript whether it is a whole script
     */
    public Program(String code, @Nullable String stdin, boolean asScript) {
        this(code, stdin, asScript, Set.of());
    }
}
