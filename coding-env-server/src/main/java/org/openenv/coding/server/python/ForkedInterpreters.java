package org.openenv.coding.server.python;

import java.util.List;

/**
 * Copies of an interpreter, the caller's to close.
 *
 * @param interpreters as many as were asked for
 * @param copied whether they were copied; otherwise the programs were run again
 */
public record ForkedInterpreters(List<PythonInterpreter> interpreters, boolean copied) {

    /** Copies. */
    public ForkedInterpreters {
        interpreters = List.copyOf(interpreters);
    }
}
