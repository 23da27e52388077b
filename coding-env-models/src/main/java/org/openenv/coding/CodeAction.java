package org.openenv.coding;

import java.util.Objects;
import org.openenv.core.Action;

/**
 * Python code to run in the episode.
 *
 * @param code a program's text, possibly empty
 */
public record CodeAction(String code) implements Action {

    /** Checks. */
    public CodeAction {
        Objects.requireNonNull(code, "code is required");
    }
}
