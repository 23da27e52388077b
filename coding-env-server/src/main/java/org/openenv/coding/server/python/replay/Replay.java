package org.openenv.coding.server.python.replay;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.openenv.coding.server.python.ForkException;
import org.openenv.coding.server.python.PythonInterpreter;

/** Runs a recording again, in several fresh interpreters at once. */
public final class Replay {

    private static final int RANDOM_BYTES = 16;

    private final List<Recorded> entries;
    private final Map<String, String> fingerprint;
    private final Supplier<? extends Replayable> opener;
    private final List<PythonInterpreter> made = new ArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * Makes one; nothing is run yet.
     *
     * @param original what has run it
     * @param opener opens a fresh interpreter, as the original was when it was fresh
     * @throws ForkException if the recording is not whole, or the original does not tell what it holds
     */
    public Replay(Recording recording, Replayable original, Supplier<? extends Replayable> opener) {
        this.entries = recording.entries();
        this.fingerprint = original.fingerprint();
        this.opener = opener;
    }

    /**
     * Runs all steps in each of so many interpreters.
     *
     * @param reseed whether each gets random numbers of its own afterwards
     * @return the interpreters, the caller's to close
     * @throws ForkException if a step turns out differently, with its number; or if this was ended
     */
    public List<PythonInterpreter> take(int count, boolean reseed) {
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(count, Runtime.getRuntime().availableProcessors()), Replay::daemon);
        try {
            var running = new ExecutorCompletionService<PythonInterpreter>(threads);
            for (int i = 0; i < count; i++) {
                running.submit((Callable<PythonInterpreter>) () -> replayed(reseed));
            }
            for (int i = 0; i < count; i++) {
                running.take().get();
            }
            return keep();
        } catch (InterruptedException e) {
            end();
            Thread.currentThread().interrupt();
            throw new ForkException("the fork was interrupted", e);
        } catch (ExecutionException e) {
            end();
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new ForkException("the steps could not be run again: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "openenv-replay");
        thread.setDaemon(true);
        return thread;
    }

    private synchronized List<PythonInterpreter> keep() {
        requireGoingOn();
        return List.copyOf(made);
    }

    /** Gives it up, whatever runs; the interpreters are closed. From any thread. */
    public void end() {
        List<PythonInterpreter> unused;
        synchronized (this) {
            ended.set(true);
            unused = List.copyOf(made);
            made.clear();
        }
        unused.forEach(PythonInterpreter::close);
    }

    private void requireGoingOn() {
        if (ended.get()) {
            throw new ForkException("the fork was interrupted");
        }
    }

    private PythonInterpreter replayed(boolean reseed) {
        Replayable fresh = opened();
        int last = 0;
        for (Recorded entry : entries) {
            requireGoingOn();
            if (entry instanceof RecordedStep step) {
                last = step.number();
                again(step, fresh);
            } else if (entry instanceof RecordedChange change) {
                again(change, last, fresh);
            }
        }
        requireAlike(fresh, last);
        if (reseed) {
            fresh.reseed(freshRandom());
        }
        return fresh;
    }

    private void again(RecordedStep step, Replayable fresh) {
        Seen now = Seen.of(fresh.run(step.program(), step.patience()));
        requireGoingOn();
        String difference = step.seen().differenceTo(now);
        if (difference != null) {
            throw new ForkException("the session can't be replayed: step " + step.number()
                    + " did not do again what it had done: " + difference);
        }
    }

    private void again(RecordedChange change, int last, Replayable fresh) {
        try {
            change.change().repeat(fresh);
        } catch (RuntimeException failure) {
            requireGoingOn();
            throw new ForkException(
                    "the session can't be replayed: what was done to its files after step " + last
                            + " can't be done again: " + failure.getMessage(),
                    failure);
        }
    }

    /** A new interpreter, which is closed with this if this has been ended meanwhile. */
    private Replayable opened() {
        requireGoingOn();
        Replayable fresh = opener.get();
        synchronized (this) {
            if (!ended.get()) {
                made.add(fresh);
                return fresh;
            }
        }
        fresh.close();
        throw new ForkException("the fork was interrupted");
    }

    /** What no step has shown may be different all the same: a time or a random number that was only kept. */
    private void requireAlike(Replayable fresh, int last) {
        Map<String, String> now = fresh.fingerprint();
        Set<String> names = new TreeSet<>(fingerprint.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            if (!Objects.equals(fingerprint.get(name), now.get(name))) {
                throw new ForkException(
                        "the session can't be replayed: after step " + last + ", when all steps had shown what"
                                + " they had shown before, " + name
                                + " was different; it comes of something that differs each time, as a clock");
            }
        }
    }

    /** Returns what random numbers may begin with, in hexadecimal digits. */
    public static String freshRandom() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
