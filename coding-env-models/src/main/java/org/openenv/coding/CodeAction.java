package org.openenv.coding;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;

/**
 * Python code to run in the episode.
 *
 * @param code a program's text, possibly empty
 * @param stdin what the program finds on its standard input, which is at its end behind it; {@code null} for nothing
 */
public record CodeAction(String code, @Nullable String stdin) implements Action {

    /** Checks. */
    public CodeAction {
        Objects.requireNonNull(code, "code is required");
    }

    /**
     * Makes an action without standard input.
     *
     * @param code a program's text, possibly empty
     */
    public CodeAction(String code) {
        this(code, null);
    }
}
