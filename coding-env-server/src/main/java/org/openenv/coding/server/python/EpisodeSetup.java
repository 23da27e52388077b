package org.openenv.coding.server.python;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the programs of an episode find besides Python. Immutable.
 *
 * @param functions functions of the client
 * @param packages a folder with more modules, where programs see it; {@code null} for none
 */
public record EpisodeSetup(
        List<HostFunction> functions, @Nullable String packages) {

    /** Nothing. */
    public static final EpisodeSetup NOTHING = new EpisodeSetup(List.of(), null);

    /** Copies. */
    public EpisodeSetup {
        functions = List.copyOf(functions);
    }

    /** Returns whether there is nothing. */
    public boolean isNothing() {
        return functions.isEmpty() && packages == null;
    }
}
