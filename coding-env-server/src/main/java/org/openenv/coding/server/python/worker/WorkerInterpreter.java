package org.openenv.coding.server.python.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
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
import org.openenv.coding.server.python.StepExchange;
import org.openenv.coding.server.python.replay.Recording;
import org.openenv.coding.server.python.replay.Replayable;
import org.openenv.core.OpenEnvException;
import org.openenv.core.OutputChunk;
import org.openenv.core.Workspace;
import org.openenv.core.WorkspaceFailure;

/** One episode's Python over as many workers as it takes: one, unless its programs kill it. */
final class WorkerInterpreter implements Replayable {

    private final WorkerExecutor executor;
    private final Recording recording;
    private final boolean echo;
    private final EpisodeWorker place;
    private final WorkerForks forks;
    private final WorkerFiles files = new WorkerFiles(this);
    private final ReentrantLock lock = new ReentrantLock();
    /** Whether {@link #run} has been entered, whether it was interrupted before its worker was there, and that worker. */
    private boolean running;

    private boolean early;
    private @Nullable Worker begun;

    WorkerInterpreter(WorkerExecutor executor, Beginning beginning, boolean echo, Recording recording) {
        this.executor = executor;
        this.echo = echo;
        this.recording = recording;
        this.place = new EpisodeWorker(executor, beginning, recording::begin);
        this.forks = new WorkerForks(this, executor, recording);
    }

    void start() {
        place.take();
    }

    /** The place where its worker stands. */
    EpisodeWorker place() {
        return place;
    }

    /** An interpreter that begins as this one did, whose worker is given. */
    WorkerInterpreter asItBegan(Worker worker, Recording recorded) {
        var copy = new WorkerInterpreter(executor, place.beginning().of(worker), echo, recorded);
        if (place.isLost()) {
            copy.place.setLost();
        }
        return copy;
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
            place.makeReady();
            Beginning beginning = place.beginning();
            boolean seeded = beginning.seed() != null;
            var current = place.take();
            if (current == null) {
                return Results.closed(seeded);
            }
            begin(current, timeout);
            var end = current.run(program, beginning.limits().outputBytes(), echo, conversation);
            executor.counts().programEnded(end.answer() == null, end.asked());
            boolean over = end.answer() == null || program.asScript();
            var result = Results.of(end, Duration.ofNanos(System.nanoTime() - start), place.tellLost() || over, seeded);
            recording.add(program, timeout, result);
            if (conversation != null && conversation.called()) {
                recording.unrepeatable("called functions of its client, which would be carried out again");
            }
            if (end.answer() != null && program.options().contains(ProgramOption.KEEPS_FILES)) {
                place.spend(current);
            } else if (over) {
                place.drop(current);
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
            Program program, Duration timeout, @Nullable Conversation conversation, Consumer<OutputChunk> listener) {
        place.makeReady();
        var current = place.take();
        try (var watch = current == null
                ? null
                : current.watch(place.beginning().limits().outputBytes(), listener)) {
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
        Worker current = place.current();
        return current == null ? null : current.name();
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
        place.dropIfDead();
        var current = place.take();
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
        place.drop(current);
        place.setLost();
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

    /** Whether its worker has ended, which the next step will tell. */
    boolean isDead() {
        return place.isDead();
    }

    @Override
    public ForkedInterpreters fork(int count, ForkWay way, boolean reseed) {
        return forks.make(count, way, reseed);
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

    JsonNode ask(Map<String, ?> question) {
        var current = place.take();
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
            if (forks.interrupt()) {
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
        place.close();
        recording.close();
        executor.forget(this);
    }
}
