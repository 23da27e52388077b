package org.openenv.coding.server.python;

import java.util.List;

/**
 * What the programs of an episode find besides Python. Immutable.
 *
 * @param functions functions of the client
 */
public record EpisodeSetup(List<HostFunction> functions) {

    /** Nothing. */
    public static final EpisodeSetup NOTHING = new EpisodeSetup(List.of());

    /** Copies. */
    public EpisodeSetup {
        functions = List.copyOf(functions);
    }

    /** Returns whether there is nothing. */
    public boolean isNothing() {
        return functions.isEmpty();
    }
}
