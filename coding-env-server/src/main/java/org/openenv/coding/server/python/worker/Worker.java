package org.openenv.coding.server.python.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.Program;
import org.openenv.core.OutputChunk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session's process, from the connection to its end.
 *
 * <p>{@link #run} is called by one thread at a time; {@link #interrupt}, {@link #close} and {@link #tick} by any. A step
 * whose time is up goes through the same stages whoever asked: an interrupt, after the grace a kill, and if not even that
 * ends it, its connection is cut.
 */
final class Worker implements AutoCloseable, Watchdog.Watched {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final byte[] NOTHING = {'{', '}'};
    /** How long a worker whose connection broke may take to die by itself. */
    private static final Duration EXIT_GRACE = Duration.ofMillis(500);

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(5);

    private enum Stage {
        IDLE,
        RUNNING,
        INTERRUPTED,
        KILLED,
        CUT
    }

    private final Zygote zygote;
    private final FrameChannel channel;
    private final WorkerHandle handle;
    private final Duration grace;
    private final String random;

    /** Not synchronized: what is done under it may wait for a pipe, and must not pin a virtual thread to its carrier. */
    private final ReentrantLock lock = new ReentrantLock();

    private Stage stage = Stage.IDLE;
    private long deadline;
    /** How long this step's time has stood still, and does. */
    private final StepClock clock = new StepClock();
    /** How often this step was interrupted, and when it will be again. */
    private int interrupts;

    private long again;
    private @Nullable ExitCause asked;

    Worker(Zygote zygote, FrameChannel channel, WorkerHandle handle, Duration grace, String random) {
        this.zygote = zygote;
        this.channel = channel;
        this.handle = handle;
        this.grace = grace;
        this.random = random;
    }

    /** What it was forked from. */
    Zygote zygote() {
        return zygote;
    }

    /**
     * Has fresh workers of the same zygote become copies of this one.
     *
     * @throws IOException if that can't be done, with the reason; then they are of no use any more
     */
    JsonNode copyTo(List<Worker> fresh) throws IOException {
        return zygote.copy(handle, fresh.stream().map(worker -> worker.handle).toList());
    }

    /** What its random numbers began with, in hexadecimal digits. */
    String random() {
        return random;
    }

    /**
     * Has it answer a question between two programs. One that does not answer is ended: no later answer could be told from it.
     *
     * @throws IOException if it has gone, or does not answer in time
     */
    byte[] ask(byte[] question, Watchdog watchdog) throws IOException {
        try (var ignored = watchdog.cutAfter(channel::close, ANSWER_TIMEOUT)) {
            return channel.ask(question);
        } catch (IOException e) {
            kill(ExitCause.CRASHED);
            throw e;
        }
    }

    /**
     * How a step ended: with an answer, or with the worker.
     *
     * @param answer the worker's answer, or {@code null} if it is dead
     * @param exit how it died, or {@code null} if it handles
     * @param asked what we did to it, or {@code null}
     */
    record End(
            @Nullable Answer answer,
            @Nullable WorkerExit exit,
            @Nullable ExitCause asked) {}

    /** What the machine's tools call its process. */
    String name() {
        return "openenv-worker " + zygote.number() + "." + handle.id();
    }

    boolean isDead() {
        return handle.hasEnded();
    }

    /** Has a program run whose time {@link #begin} has started, and is talked to meanwhile, or not. */
    End run(Program program, int keep, boolean echo, @Nullable Conversation conversation) {
        try {
            var answer = verified(
                    conversation == null
                            ? channel.execute(program, keep, echo)
                            : channel.execute(program, keep, echo, conversation.timedBy(clock)));
            var reason = finish();
            return new End(answer, null, reason);
        } catch (ProtocolViolation e) {
            LOG.warn("{} is ended: {}", name(), e.getMessage());
            kill(ExitCause.CRASHED);
            return dead();
        } catch (IOException | InterruptedException e) {
            // The end of the stream is the worker's; an interrupted thread has closed the channel and wants to leave.
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (Thread.currentThread().isInterrupted()) {
                kill(ExitCause.CLOSED);
            }
            return dead();
        }
    }

    /** The answer comes from a process that the program owns: a limit is only told if it can be seen from outside. */
    private Answer verified(Answer answer) throws InterruptedException {
        var cause = answer.cause();
        boolean claims = cause == ExitCause.OUTPUT_LIMIT || cause == ExitCause.DISK_LIMIT;
        return claims && !zygote.proves(handle, cause) ? answer.withoutLimits() : answer;
    }

    /** What came of a request about files: its answer, or the end of the worker. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record FilesEnd(byte @Nullable [] answer, @Nullable End end) {}

    /** Has something done with the episode's files, between programs. */
    FilesEnd files(FileRequest request, int most) {
        try {
            return new FilesEnd(channel.files(request, most), null);
        } catch (IOException e) {
            LOG.debug("{} does not answer about files", name(), e);
            kill(Thread.currentThread().isInterrupted() ? ExitCause.CLOSED : ExitCause.CRASHED);
            return new FilesEnd(null, dead());
        }
    }

    /** Begins to watch what its programs write; {@code null} where that can't be had. */
    @Nullable
    OutputWatch watch(int kept, Consumer<OutputChunk> listener) {
        return OutputWatch.begin(zygote, handle, kept, listener);
    }

    /** Closes the connection: whoever waits for an answer waits no longer. */
    void cut() {
        channel.close();
    }

    /** Starts the time of a step; from here on it can be interrupted. */
    void begin(Duration timeout) {
        lock.lock();
        try {
            if (stage == Stage.IDLE) {
                stage = Stage.RUNNING;
                asked = null;
                deadline = System.nanoTime() + timeout.toNanos();
                clock.begin();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the step's time; what was asked meanwhile, and has surely arrived, is returned. */
    private @Nullable ExitCause finish() throws IOException, InterruptedException {
        lock.lock();
        try {
            if (stage == Stage.RUNNING) {
                stage = Stage.IDLE;
                return null;
            }
            if (stage == Stage.INTERRUPTED) {
                deadline = System.nanoTime() + DELIVERY_TIMEOUT.toNanos();
                again = deadline;
            }
        } finally {
            lock.unlock();
        }
        settleInterrupt();
        lock.lock();
        try {
            if (stage != Stage.INTERRUPTED) {
                throw new IOException("killed when it answered");
            }
            stage = Stage.IDLE;
            return asked;
        } finally {
            lock.unlock();
        }
    }

    /** Makes sure that the interrupt has arrived and, should it have come too late, that it does not hit the next program. */
    private void settleInterrupt() throws IOException, InterruptedException {
        if (!handle.awaitInterrupts(interrupts, DELIVERY_TIMEOUT)) {
            kill(ExitCause.CRASHED);
            throw new IOException("the zygote does not answer");
        }
        channel.setUp(NOTHING);
    }

    private End dead() {
        boolean interrupted = Thread.interrupted();
        channel.close();
        WorkerExit exit = null;
        try {
            exit = handle.awaitEnd(EXIT_GRACE);
            if (exit == null) { // the connection broke, but the worker handles: a program has spoilt it
                kill(asked == null ? ExitCause.CRASHED : asked);
                exit = handle.awaitEnd(DELIVERY_TIMEOUT);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ended(exit == null ? WorkerExit.unknown() : exit);
    }

    private End ended(WorkerExit exit) {
        lock.lock();
        try {
            stage = Stage.CUT;
            // If it died of anything but a kill, it was dying already when we took it for spoilt and killed it.
            boolean byItself = asked == ExitCause.CRASHED && !exit.wasKilled();
            return new End(null, exit, byItself ? null : asked);
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts the step, if there is one that goes on. */
    boolean interrupt() {
        lock.lock();
        try {
            if (stage == Stage.RUNNING) {
                interrupt(ExitCause.INTERRUPTED);
            }
            return stage == Stage.INTERRUPTED;
        } finally {
            lock.unlock();
        }
    }

    private void interrupt(ExitCause why) {
        asked = why;
        stage = Stage.INTERRUPTED;
        long now = System.nanoTime();
        deadline = now + grace.toNanos();
        again = now + grace.toNanos() / 2;
        interrupts = 1;
        zygote.interrupt(handle);
    }

    private void kill(ExitCause why) {
        killed(why);
    }

    /** Has it killed; returns the stage it was at. */
    private Stage killed(ExitCause why) {
        lock.lock();
        try {
            var before = stage;
            if (asked == null || why != ExitCause.TIMEOUT) {
                asked = why;
            }
            stage = Stage.KILLED;
            deadline = System.nanoTime() + DELIVERY_TIMEOUT.toNanos();
            zygote.kill(handle);
            return before;
        } finally {
            lock.unlock();
        }
    }

    /** Looks whether the time of the stage is up. */
    @Override
    public void tick(long now) {
        lock.lock();
        try {
            look(now);
        } finally {
            lock.unlock();
        }
    }

    private void look(long now) {
        if (stage == Stage.IDLE || stage == Stage.CUT) {
            return;
        }
        if (stage == Stage.INTERRUPTED && interrupts == 1 && now - again >= 0 && now - deadline < 0) {
            interrupts++; // what waits for threads on its way out, as an executor of theirs does, takes two
            zygote.interrupt(handle);
        }
        if (now - deadline < 0) {
            return;
        }
        if (stage == Stage.RUNNING) {
            long stood = clock.takeStood(now);
            if (stood > 0) {
                deadline += stood;
            } else {
                interrupt(ExitCause.TIMEOUT);
            }
        } else if (stage == Stage.INTERRUPTED) {
            kill(asked == null ? ExitCause.TIMEOUT : asked);
        } else {
            stage = Stage.CUT;
            channel.close();
        }
    }

    /** Has it killed. Between steps the connection is closed when it has gone: an earlier end would only wake it. */
    @Override
    public void close() {
        if (killed(ExitCause.CLOSED) == Stage.IDLE) {
            whenEnded(channel::close);
        } else {
            channel.close();
        }
    }

    /** Has something done when it has ended, by the thread that tells of it; at once if it has. */
    void whenEnded(Runnable act) {
        handle.whenEnded(act);
    }
}
