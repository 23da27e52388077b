package org.openenv.coding.server.python.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.ForkException;
import org.openenv.coding.server.python.ForkWay;
import org.openenv.coding.server.python.ForkedInterpreters;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.ProgramOption;
import org.openenv.coding.server.python.PythonInterpreter;
import org.openenv.coding.server.python.StepExchange;
import org.openenv.coding.server.python.replay.Recording;
import org.openenv.coding.server.python.replay.Replay;
import org.openenv.coding.server.python.replay.Replayable;
import org.openenv.core.OpenEnvException;
import org.openenv.core.OutputChunk;
import org.openenv.core.Workspace;
import org.openenv.core.WorkspaceFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One episode's Python over as many workers as it takes: one, unless its programs kill it. */
final class WorkerInterpreter implements Replayable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerInterpreter.class);

    private final WorkerExecutor executor;
    private final Recording recording;
    private final boolean echo;
    private final ReentrantLock lock = new ReentrantLock();
    private final WorkerFiles files = new WorkerFiles(this);
    /** What the next worker begins with; only the first one may be a copy of another's. */
    private Beginning beginning;

    private @Nullable Worker worker;
    /** Whether variables are lost of which the next step has to tell. */
    private boolean lost;

    /** Where a script has ended whose files are kept; used by the thread that runs programs. */
    private @Nullable Worker spent;

    private @Nullable Replay replay;
    private boolean closed;
    /** Whether {@link #run} has been entered, whether it was interrupted before its worker was there, and that worker. */
    private boolean running;

    private boolean early;
    private @Nullable Worker begun;

    WorkerInterpreter(WorkerExecutor executor, Beginning beginning, boolean echo, Recording recording) {
        this.executor = executor;
        this.beginning = beginning;
        this.echo = echo;
        this.recording = recording;
    }

    void start() {
        take();
    }

    @Override
    public CodeExecResult run(Program program, Duration timeout) {
        return run(program, timeout, (Conversation) null);
    }

    private CodeExecResult run(Program program, Duration timeout, @Nullable Conversation conversation) {
        long start = System.nanoTime();
        lock.lock();
        try {
            running = true;
        } finally {
            lock.unlock();
        }
        try {
            dropIfDead();
            dropIfSpent();
            boolean seeded = beginning.seed() != null;
            var current = take();
            if (current == null) {
                return Results.closed(seeded);
            }
            begin(current, timeout);
            var end = current.run(program, beginning.limits().outputBytes(), echo, conversation);
            executor.counts().programEnded(end.answer() == null, end.asked());
            boolean over = end.answer() == null || program.asScript();
            var result = Results.of(end, Duration.ofNanos(System.nanoTime() - start), lost || over, seeded);
            lost = false;
            recording.add(program, timeout, result);
            if (conversation != null && conversation.called()) {
                recording.unrepeatable("called functions of its client, which would be carried out again");
            }
            if (end.answer() != null && program.options().contains(ProgramOption.KEEPS_FILES)) {
                spent = current;
            } else if (over) {
                drop(current);
            }
            return result;
        } finally {
            lock.lock();
            try {
                running = false;
                early = false;
                begun = null;
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public CodeExecResult run(Program program, Duration timeout, StepExchange exchange) {
        Set<ProgramOption> options = EnumSet.noneOf(ProgramOption.class);
        options.addAll(program.options());
        Consumer<OutputChunk> listener = exchange.onOutput();
        if (listener != null) {
            options.add(ProgramOption.WATCHED);
        }
        if (exchange.input() != null) {
            options.add(ProgramOption.INTERACTIVE);
        }
        var wanted = new Program(program.code(), program.stdin(), program.asScript(), options);
        try (var conversation = exchange.talks() ? new Conversation(exchange) : null) {
            return listener == null
                    ? run(wanted, timeout, conversation)
                    : watched(wanted, timeout, conversation, listener);
        }
    }

    private CodeExecResult watched(
            Program program,
            Duration timeout,
            @Nullable Conversation conversation,
            Consumer<OutputChunk> listener) {
        dropIfDead();
        dropIfSpent();
        var current = take();
        try (var watch =
                current == null ? null : current.watch(beginning.limits().outputBytes(), listener)) {
            CodeExecResult ran = run(program, timeout, conversation);
            if (watch == null) {
                ran.tell(listener);
            } else {
                watch.finish(ran);
            }
            return ran;
        }
    }

    @Override
    public @Nullable String process() {
        lock.lock();
        try {
            return worker == null ? null : worker.name();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Workspace workspace() {
        return files;
    }

    /** How an answer about files is read. */
    @FunctionalInterface
    interface Reading<T> {
        T of(byte[] content) throws ProtocolViolation;
    }

    /** Has something done with the files, between programs; a worker that can't do it in time, or answers nonsense, is ended. */
    <T> T files(String path, FileRequest request, int most, Reading<T> reading) {
        dropIfDead();
        var current = take();
        if (current == null) {
            throw WorkspaceFailure.CHANGED.exception("The episode of '" + path + "' has ended.");
        }
        Worker.FilesEnd end;
        try (var ignored = executor.cutAfter(current)) {
            end = current.files(request, most);
        }
        try {
            if (end.answer() != null) {
                T read = reading.of(FileAnswer.content(path, end.answer()));
                if (request.changes()) {
                    FileRequest own = request.copy();
                    recording.changed(
                            fresh -> ((WorkerInterpreter) fresh).files(path, own, most, content -> content),
                            own.size());
                }
                return read;
            }
        } catch (ProtocolViolation nonsense) {
            current.close();
        }
        drop(current);
        lost = true;
        throw gone(path, end.end());
    }

    private static OpenEnvException gone(String path, Worker.@Nullable End end) {
        ExitCause cause = end == null || end.exit() == null
                ? ExitCause.CRASHED
                : end.exit().cause();
        WorkspaceFailure failure =
                cause == ExitCause.MEMORY_LIMIT ? WorkspaceFailure.DISK_FULL : WorkspaceFailure.FAILED;
        return failure.exception("The episode's Python has ended over '" + path + "' (" + cause.wireName()
                + "); its variables and files are lost.");
    }

    /** Starts the step's time, with an interrupt that came while there was no worker yet. */
    private void begin(Worker current, Duration timeout) {
        lock.lock();
        try {
            current.begin(timeout);
            if (early) {
                current.interrupt();
            }
            begun = current;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the worker, a new one if need be; {@code null} once closed. */
    private @Nullable Worker take() {
        lock.lock();
        try {
            if (closed || worker != null) {
                return worker;
            }
        } finally {
            lock.unlock();
        }
        var fresh = executor.openWorker(beginning);
        lock.lock();
        try {
            if (!closed) {
                worker = fresh;
                return fresh;
            }
        } finally {
            lock.unlock();
        }
        executor.closeWorker(fresh);
        return null;
    }

    /** The next program is none of a script's whose files were kept. */
    private void dropIfSpent() {
        Worker before = spent;
        spent = null;
        if (before != null) {
            drop(before);
        }
    }

    private void dropIfDead() {
        Worker current = current();
        if (current != null && current.isDead()) {
            drop(current);
            lost = true;
        }
    }

    private @Nullable Worker current() {
        lock.lock();
        try {
            return worker;
        } finally {
            lock.unlock();
        }
    }

    /** Whether its worker has ended, which the next step will tell. */
    boolean isDead() {
        Worker current = current();
        return current != null && current.isDead();
    }

    private void drop(Worker dead) {
        lock.lock();
        try {
            if (worker == dead && !closed) {
                worker = null;
            }
        } finally {
            lock.unlock();
        }
        beginning = beginning.anew();
        recording.begin();
        executor.closeWorker(dead);
    }

    @Override
    public ForkedInterpreters fork(int count, ForkWay way, boolean reseed) {
        dropIfDead();
        var original = take();
        if (original == null) {
            throw new ForkException("the session is closed");
        }
        String refusal = "";
        if (way != ForkWay.REPLAY) {
            try {
                return new ForkedInterpreters(copies(original, count, reseed), true);
            } catch (IOException e) {
                refusal = String.valueOf(e.getMessage());
                LOG.debug("an interpreter can't be copied: {}", refusal);
            }
        }
        if (way == ForkWay.COPY) {
            throw new ForkException("the session can't be copied: " + refusal);
        }
        try {
            return new ForkedInterpreters(replays(original, count, reseed), false);
        } catch (ForkException e) {
            throw refusal.isEmpty() ? e : new ForkException(e.getMessage() + "; nor can it be copied: " + refusal, e);
        }
    }

    /** Fresh workers that were made what this one's is. */
    private List<PythonInterpreter> copies(Worker original, int count, boolean reseed) throws IOException {
        List<WorkerInterpreter> copies = new ArrayList<>();
        try {
            List<Worker> fresh = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                var copy = new WorkerInterpreter(executor, beginning.of(original), echo, recording.copy());
                copies.add(executor.start(copy));
                copy.lost = lost;
                Worker worker = copy.current();
                if (worker == null || worker.zygote() != original.zygote()) {
                    throw new IOException("the interpreter that it comes from has ended");
                }
                fresh.add(worker);
            }
            original.copyTo(fresh);
            for (WorkerInterpreter copy : copies) {
                copy.spent = spent == original ? copy.current() : null;
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

    private List<PythonInterpreter> replays(Worker original, int count, boolean reseed) {
        var all = new Replay(recording, this, () -> executor.start(asItBegan(original)));
        lock.lock();
        try {
            replay = all;
        } finally {
            lock.unlock();
        }
        try {
            return all.take(count, reseed);
        } finally {
            lock.lock();
            try {
                replay = null;
            } finally {
                lock.unlock();
            }
        }
    }

    /** An interpreter that begins as this one did. */
    private WorkerInterpreter asItBegan(Worker original) {
        var copy = new WorkerInterpreter(executor, beginning.of(original), echo, recording.emptyCopy());
        copy.lost = lost;
        return copy;
    }

    @Override
    public void reseed(String random) {
        ask(Map.of("random", random));
        recording.changed(fresh -> fresh.reseed(random), random.length());
    }

    @Override
    public Map<String, String> fingerprint() {
        JsonNode told = ask(Map.of("fingerprint", true));
        Map<String, String> digests = new TreeMap<>();
        told.path("variables")
                .properties()
                .forEach(variable -> digests.put(
                        "the variable '" + variable.getKey() + "'",
                        variable.getValue().asText()));
        digests.put("the state of random", told.path("random").asText());
        digests.put("the files", told.path("files").asText());
        digests.put("the current folder", told.path("folder").asText());
        return digests;
    }

    private JsonNode ask(Map<String, ?> question) {
        var current = take();
        if (current == null) {
            throw new ForkException("the session is closed");
        }
        try {
            return executor.ask(current, question);
        } catch (IOException e) {
            throw new ForkException("the interpreter does not answer", e);
        }
    }

    @Override
    public boolean interrupt() {
        lock.lock();
        try {
            if (begun != null) {
                return begun.interrupt();
            }
            if (replay != null) {
                replay.end();
                return true;
            }
            early = running;
            return running;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Worker current;
        lock.lock();
        try {
            closed = true;
            current = worker;
            worker = null;
        } finally {
            lock.unlock();
        }
        if (current != null) {
            executor.closeWorker(current);
        }
        recording.close();
        executor.forget(this);
    }
}
