package org.openenv.core.host.resource;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that lanes run on: virtual ones where the JVM has them, else a pool that grows with the busy lanes. */
public final class LaneThreads {

    private LaneThreads() {}

    /** A new executor; a lane takes one of its threads only while it has work, so sessions bound their number. */
    public static ExecutorService start() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException olderThan21) {
            return pool();
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("can't start virtual threads", e);
        }
    }

    private static ExecutorService pool() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "openenv-lane-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
