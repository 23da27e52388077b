package org.openenv.core.host.resource;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host's one thread for what happens after a time; what it runs must not block, and can't end it. */
public final class Clock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Clock.class);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "openenv-clock");
        thread.setDaemon(true);
        return thread;
    });

    /** Makes a clock that runs. */
    public Clock() {
        timer.setRemoveOnCancelPolicy(true);
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs a task once after a delay, unless the clock is closed first; cancel the future to call it off. */
    public Future<?> after(Duration delay, Runnable task) {
        return timer.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs a task again and again, with a pause between two runs. */
    public void every(Duration pause, Runnable task) {
        var unused =
                timer.scheduleWithFixedDelay(() -> run(task), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Nothing is thrown from here: the timer would never run the task again. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            try {
                LOG.error("a timed task failed", failure);
            } catch (Throwable unspeakable) {
                // even its log has no memory
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
