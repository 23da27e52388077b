package org.openenv.coding.server.python.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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
 * <p>{@link #run} is called by one thread at a time; {@link #interrupt}, {@link #close} and {@link #tick} by any ({@link
 * StepStages}).
 */
final class Worker implements AutoCloseable, Watchdog.Watched {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final byte[] NOTHING = {'{', '}'};
    /** How long a worker whose connection broke may take to die by itself. */
    private static final Duration EXIT_GRACE = Duration.ofMillis(500);

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(5);

    private final Zygote zygote;
    private final FrameChannel channel;
    private final WorkerHandle handle;
    private final String random;
    /** How long this step's time has stood still, and does. */
    private final StepClock clock = new StepClock();

    private final StepStages stages;

    Worker(Zygote zygote, FrameChannel channel, WorkerHandle handle, Duration grace, String random) {
        this.zygote = zygote;
        this.channel = channel;
        this.handle = handle;
        this.random = random;
        this.stages = new StepStages(grace, clock, new ToIt());
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
            stages.kill(ExitCause.CRASHED);
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
            stages.kill(ExitCause.CRASHED);
            return dead();
        } catch (IOException | InterruptedException e) {
            // The end of the stream is the worker's; an interrupted thread has closed the channel and wants to leave.
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (Thread.currentThread().isInterrupted()) {
                stages.kill(ExitCause.CLOSED);
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
            stages.kill(Thread.currentThread().isInterrupted() ? ExitCause.CLOSED : ExitCause.CRASHED);
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
        stages.begin(timeout);
    }

    /** Ends the step's time; what was asked meanwhile, and has surely arrived, is returned. */
    private @Nullable ExitCause finish() throws IOException, InterruptedException {
        if (stages.finish(DELIVERY_TIMEOUT)) {
            return null;
        }
        settleInterrupt();
        return stages.settled();
    }

    /** Makes sure that the interrupt has arrived and, should it have come too late, that it does not hit the next program. */
    private void settleInterrupt() throws IOException, InterruptedException {
        if (!handle.awaitInterrupts(stages.interrupts(), DELIVERY_TIMEOUT)) {
            stages.kill(ExitCause.CRASHED);
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
                stages.killSpoilt();
                exit = handle.awaitEnd(DELIVERY_TIMEOUT);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        WorkerExit how = exit == null ? WorkerExit.unknown() : exit;
        return new End(null, how, stages.ended(how.wasKilled()));
    }

    /** Interrupts the step, if there is one that goes on. */
    boolean interrupt() {
        return stages.interrupt();
    }

    /** Looks whether the time of the stage is up. */
    @Override
    public void tick(long now) {
        stages.tick(now);
    }

    /** Has it killed. Between steps the connection is closed when it has gone: an earlier end would only wake it. */
    @Override
    public void close() {
        if (stages.kill(ExitCause.CLOSED)) {
            whenEnded(channel::close);
        } else {
            channel.close();
        }
    }

    /** Has something done when it has ended, by the thread that tells of it; at once if it has. */
    void whenEnded(Runnable act) {
        handle.whenEnded(act);
    }

    private final class ToIt implements StepStages.Signals {

        @Override
        public void interrupt() {
            zygote.interrupt(handle);
        }

        @Override
        public void kill() {
            zygote.kill(handle);
        }

        @Override
        public void cut() {
            channel.close();
        }
    }
}
