package org.openenv.coding.server.task;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.openenv.coding.server.grading.Grader;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/** Counts episodes, so that there are always processes left to judge in. Safe for use by several threads. */
final class Places {

    /** A case can have this many processes at once. */
    private static final int PROCESSES = 3;

    private final AtomicInteger taken = new AtomicInteger();

    /** Returns how many episodes there can be where there can be a number of processes. */
    static OptionalInt of(OptionalInt processes) {
        return processes.isEmpty()
                ? processes
                : OptionalInt.of(Math.max(1, processes.getAsInt() - PROCESSES * Grader.AT_ONCE));
    }

    void take(int count, OptionalInt processes) {
        OptionalInt most = of(processes);
        if (taken.addAndGet(count) > most.orElse(Integer.MAX_VALUE)) {
            give(count);
            throw new OpenEnvException(
                    ErrorCode.CAPACITY_REACHED,
                    "there can be " + most.getAsInt()
                            + " episodes about tasks at once; the other processes are for judging");
        }
    }

    void give(int count) {
        taken.addAndGet(-count);
    }
}
