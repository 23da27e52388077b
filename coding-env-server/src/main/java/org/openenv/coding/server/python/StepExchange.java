package org.openenv.coding.server.python;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openenv.core.OutputChunk;
import org.openenv.core.StepInput;
import org.openenv.core.StepOptions;

/**
 * What goes to and fro between a program that runs and whoever had it run. Immutable.
 *
 * @param onOutput is given what it writes, in order for each stream; the program does not wait for it. {@code null} for nobody
 * @param input what is put into its standard input; {@code null} for nothing
 */
public record StepExchange(@Nullable Consumer<OutputChunk> onOutput, @Nullable StepInput input) {

    /** Returns what the options of a step ask for. */
    public static StepExchange of(StepOptions options) {
        return new StepExchange(options.onOutput(), options.input());
    }

    /** Returns whether the program runs by itself. */
    public boolean isNothing() {
        return onOutput == null && input == null;
    }
}
