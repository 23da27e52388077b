package org.openenv.coding.client;

import java.util.List;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.core.ForkOptions;
import org.openenv.core.client.Snapshot;

/** A coding session as it was at one moment, kept on the server to begin from there again. Safe for use by several threads. */
public final class CodingSnapshot implements AutoCloseable {

    private final Snapshot<CodeAction, CodeObservation, CodeState> kept;

    CodingSnapshot(Snapshot<CodeAction, CodeObservation, CodeState> kept) {
        this.kept = kept;
    }

    /**
     * Begins from here once more.
     *
     * @return a session of its own, the caller's to close
     * @throws org.openenv.core.OpenEnvException if it can't be copied, or is not there any more
     */
    public CodingEnv open() {
        return CodingEnv.over(kept.open());
    }

    /**
     * Begins from here several times.
     *
     * @param count how often, 1 to 256
     * @param options how to make the copies, and whether they are to go on alike
     * @return sessions of their own, the caller's to close
     * @throws org.openenv.core.OpenEnvException if it can't be copied, or is not there any more
     */
    public List<CodingEnv> open(int count, ForkOptions options) {
        return kept.open(count, options).stream().map(CodingEnv::over).toList();
    }

    /**
     * Returns where the episode stands that is kept.
     *
     * @return the state
     */
    public CodeState state() {
        return kept.state();
    }

    /**
     * Returns whether it is still there.
     *
     * @return {@code false} once it was closed, or the server has ended it
     */
    public boolean isOpen() {
        return kept.isOpen();
    }

    /** Gives it up. What was opened from it goes on. */
    @Override
    public void close() {
        kept.close();
    }
}
