package org.openenv.coding.server.python.replay;

import java.time.Duration;
import org.openenv.coding.server.python.Program;

/**
 * A program that was run.
 *
 * @param number which step of the episode it was, from 1
 * @param program the program
 * @param timeout the time it was given
 * @param seen what came of it
 */
record RecordedStep(int number, Program program, Duration timeout, Seen seen) implements Recorded {

    @Override
    public long size() {
        String stdin = program.stdin();
        return OVERHEAD + 2L * program.code().length() + (stdin == null ? 0 : 2L * stdin.length()) + seen.size();
    }

    /** How long it may take when it is run again: longer, for others run beside it, and what came of it then is what counts. */
    Duration patience() {
        return timeout.multipliedBy(2).plusSeconds(5);
    }
}
