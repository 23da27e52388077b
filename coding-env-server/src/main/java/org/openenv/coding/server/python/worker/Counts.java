package org.openenv.coding.server.python.worker;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.ExitCause;

/** What an executor has done so far. Safe for use by several threads. */
final class Counts {

    private final LongAdder zygotes = new LongAdder();
    private final LongAdder workers = new LongAdder();
    private final LongAdder programs = new LongAdder();
    private final LongAdder deaths = new LongAdder();
    private final LongAdder timeouts = new LongAdder();

    void zygoteStarted() {
        zygotes.increment();
    }

    void workerOpened() {
        workers.increment();
    }

    void programEnded(boolean died, @Nullable ExitCause asked) {
        programs.increment();
        if (died) {
            deaths.increment();
        }
        if (asked == ExitCause.TIMEOUT) {
            timeouts.increment();
        }
    }

    Map<String, Number> with(int interpreters) {
        return Map.of(
                "python_interpreters", interpreters,
                "python_zygotes_started_total", zygotes.sum(),
                "python_workers_started_total", workers.sum(),
                "python_programs_total", programs.sum(),
                "python_timeouts_total", timeouts.sum(),
                "python_workers_died_total", deaths.sum());
    }
}
