package org.openenv.coding.server.python;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openenv.core.HostFunctions;
import org.openenv.core.OutputChunk;
import org.openenv.core.StepInput;

/**
 * What goes to and fro between a program that runs and whoever had it run. Immutable.
 *
 * @param onOutput is given what it writes, in order for each stream; the program does not wait for it. {@code null} for nobody
 * @param input what is put into its standard input; {@code null} for nothing
 * @param functions carries out what it calls; {@code null} where nothing was offered
 */
public record StepExchange(
        @Nullable Consumer<OutputChunk> onOutput,
        @Nullable StepInput input,
        @Nullable HostFunctions functions) {

    /** Returns whether the program runs by itself. */
    public boolean isNothing() {
        return onOutput == null && !talks();
    }

    /** Returns whether something is said to the program. */
    public boolean talks() {
        return input != null || functions != null;
    }
}
