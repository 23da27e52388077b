package org.openenv.coding.server.python.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.ForkException;
import org.openenv.coding.server.python.ForkWay;
import org.openenv.coding.server.python.ForkedInterpreters;
import org.openenv.coding.server.python.PythonInterpreter;
import org.openenv.coding.server.python.replay.Recording;
import org.openenv.coding.server.python.replay.Replay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes interpreters that go on from where one stands: copies of its process where these can be had, else by replay. */
final class WorkerForks {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerForks.class);

    private final WorkerInterpreter original;
    private final WorkerExecutor executor;
    private final Recording recording;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Replay replay;

    WorkerForks(WorkerInterpreter original, WorkerExecutor executor, Recording recording) {
        this.original = original;
        this.executor = executor;
        this.recording = recording;
    }

    /** Makes so many; called by the thread that runs programs. */
    ForkedInterpreters make(int count, ForkWay way, boolean reseed) {
        original.place().dropIfDead();
        var worker = original.place().take();
        if (worker == null) {
            throw new ForkException("the session is closed");
        }
        String refusal = "";
        if (way != ForkWay.REPLAY) {
            try {
                return new ForkedInterpreters(copies(worker, count, reseed), true);
            } catch (IOException e) {
                refusal = String.valueOf(e.getMessage());
                LOG.debug("an interpreter can't be copied: {}", refusal);
            }
        }
        if (way == ForkWay.COPY) {
            throw new ForkException("the session can't be copied: " + refusal);
        }
        try {
            return new ForkedInterpreters(replays(worker, count, reseed), false);
        } catch (ForkException e) {
            throw refusal.isEmpty() ? e : new ForkException(e.getMessage() + "; nor can it be copied: " + refusal, e);
        }
    }

    /** Ends a replay that goes on; returns whether one does. Called by any thread. */
    boolean interrupt() {
        lock.lock();
        try {
            if (replay != null) {
                replay.end();
            }
            return replay != null;
        } finally {
            lock.unlock();
        }
    }

    /** Fresh workers that were made what the original's is. */
    private List<PythonInterpreter> copies(Worker worker, int count, boolean reseed) throws IOException {
        List<WorkerInterpreter> copies = new ArrayList<>();
        try {
            List<Worker> fresh = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                var copy = original.asItBegan(worker, recording.copy());
                copies.add(executor.start(copy));
                Worker its = copy.place().current();
                if (its == null || its.zygote() != worker.zygote()) {
                    throw new IOException("the interpreter that it comes from has ended");
                }
                fresh.add(its);
            }
            worker.copyTo(fresh);
            for (WorkerInterpreter copy : copies) {
                if (original.place().isSpent(worker)) {
                    copy.place().spend(copy.place().current());
                }
                copy.ask(Map.of("copied", true));
                if (reseed) {
                    copy.reseed(Replay.freshRandom());
                }
            }
            return List.copyOf(copies);
        } catch (ForkException e) {
            copies.forEach(WorkerInterpreter::close);
            throw new IOException("a copy does not answer", e);
        } catch (IOException | RuntimeException e) {
            copies.forEach(WorkerInterpreter::close);
            throw e;
        }
    }

    private List<PythonInterpreter> replays(Worker worker, int count, boolean reseed) {
        var all = new Replay(
                recording, original, () -> executor.start(original.asItBegan(worker, recording.emptyCopy())));
        set(all);
        try {
            return all.take(count, reseed);
        } finally {
            set(null);
        }
    }

    private void set(@Nullable Replay now) {
        lock.lock();
        try {
            replay = now;
        } finally {
            lock.unlock();
        }
    }
}
