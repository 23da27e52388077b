package org.openenv.coding.server.python.worker;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The handles of a zygote's workers. A worker may die before its session has registered it: then its end waits here for
 * that, as one of the last few. Safe for use by several threads.
 */
final class WorkerHandles {

    private static final int MOST_EARLY = 256;

    private final Map<Integer, WorkerHandle> live = new HashMap<>();
    private final Map<Integer, WorkerExit> early = new HashMap<>();
    private final Queue<Integer> earlyOrder = new ArrayDeque<>();
    private boolean closed;

    /** The handle of the worker that has just said hello; ended already if the worker has. */
    synchronized WorkerHandle register(int id) {
        var handle = new WorkerHandle(id);
        var exit = closed ? WorkerExit.unknown() : early.remove(id);
        if (exit == null) {
            live.put(id, handle);
        } else {
            earlyOrder.remove(id);
            handle.end(exit);
        }
        return handle;
    }

    synchronized @Nullable WorkerHandle get(int id) {
        return live.get(id);
    }

    /** Notes how a worker ended. */
    synchronized void end(int id, WorkerExit exit) {
        var handle = live.remove(id);
        if (handle != null) {
            handle.end(exit);
            return;
        }
        early.put(id, exit.withoutOutput());
        earlyOrder.add(id);
        if (earlyOrder.size() > MOST_EARLY) {
            early.remove(earlyOrder.remove());
        }
    }

    /** Nobody is left to tell of their ends: whoever waits for one need wait no longer. */
    synchronized void close() {
        closed = true;
        List.copyOf(live.values()).forEach(handle -> handle.end(WorkerExit.unknown()));
        live.clear();
        early.clear();
    }

    synchronized boolean isEmpty() {
        return live.isEmpty();
    }
}
