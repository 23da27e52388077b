package org.openenv.coding.server.python.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.PythonUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A warm interpreter as a process of ours: control lines go in, events of its workers come out. manager.py is the other
 * side. Safe for use by several threads.
 */
final class Zygote implements AutoCloseable, ZygoteEvents.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Zygote.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long START_SECONDS = 60;
    private static final Duration COPY_TIMEOUT = Duration.ofSeconds(70);
    private static final Duration LIMITS_TIMEOUT = Duration.ofSeconds(5);

    private static final AtomicInteger STARTED = new AtomicInteger();

    private final int number = STARTED.incrementAndGet();
    private final ZygoteProcess process;
    private final CompletableFuture<JsonNode> ready = new CompletableFuture<>();
    private final WorkerHandles handles = new WorkerHandles();
    private volatile boolean silent;
    private volatile String warning = "";

    private Zygote(ZygoteProcess process) {
        this.process = process;
    }

    /** Starts one and waits until it is warm. */
    static Zygote start(Path python, WorkerConfig config, Flavour flavour) {
        var zygote = new Zygote(ZygoteProcess.start(python, config, flavour));
        Threads.daemon("openenv-zygote", new ZygoteEvents(zygote.process.events(), zygote));
        try {
            byte[] bundle = Bundle.bytes(config, flavour, zygote.number);
            zygote.process.sendInBackground(bundle, zygote.ready::completeExceptionally);
            var info = zygote.ready.get(START_SECONDS, TimeUnit.SECONDS);
            zygote.process.speak();
            LOG.debug("zygote {} of {} is ready: {}", flavour, python, info);
            return zygote;
        } catch (ExecutionException | TimeoutException e) {
            zygote.close();
            throw new PythonUnavailableException(PythonCheck.advice(python, zygote.lastError()), e);
        } catch (InterruptedException e) {
            zygote.close();
            Thread.currentThread().interrupt();
            throw new PythonUnavailableException("interrupted while " + python + " came up", e);
        }
    }

    /** Which of this program's it is, from 1. */
    int number() {
        return number;
    }

    /** What it said of itself when it was ready. */
    JsonNode info() {
        return ready.join();
    }

    Path socket() {
        return Path.of(info().path("address").asText());
    }

    boolean isAlive() {
        return process.isAlive() && !silent;
    }

    /** Why there are no workers, as far as is known. */
    String lastError() {
        var tail = process.lastWords();
        return warning.isEmpty() ? (tail.isEmpty() ? "it said nothing" : tail) : warning;
    }

    /** What keeps it from giving workers; empty when nothing does. */
    String problem() {
        return isAlive() ? warning : "Python has ended: " + lastError();
    }

    /** It has given a worker since. */
    void clearWarning() {
        warning = "";
    }

    /** The handle of the worker of a session that has just said hello. */
    WorkerHandle register(int id) {
        return handles.register(id);
    }

    /** Whether no session holds a worker of it. */
    boolean isIdle() {
        return handles.isEmpty();
    }

    void kill(WorkerHandle handle) {
        process.tell("K " + handle.id());
    }

    void interrupt(WorkerHandle handle) {
        process.tell("I " + handle.id());
    }

    /**
     * Lowers what a worker can't lower by itself, and waits until it holds.
     *
     * @return what was refused, and why; empty when nothing was
     */
    String limit(WorkerHandle handle, ExecutionLimits limits) throws IOException {
        try {
            process.tell("L " + handle.id() + " " + JSON.writeValueAsString(Bundle.limits(limits)));
            var refusal = handle.awaitLimits(LIMITS_TIMEOUT);
            if (refusal == null) {
                throw new IOException("the zygote does not answer");
            }
            return refusal;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while limits were lowered", e);
        }
    }

    /** The process that holds the output files. */
    long pid() {
        return process.pid();
    }

    /** Returns the numbers that a worker's output files have in that process; something else if it is gone. */
    String outputFiles(WorkerHandle handle) throws IOException {
        try {
            var asked = handle.askOutput();
            process.tell("O " + handle.id());
            return asked.get(LIMITS_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while output was looked for", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the zygote does not answer", e);
        }
    }

    /**
     * Makes fresh workers copies of one that waits for its next program, and waits for that.
     *
     * @return what is told of it
     * @throws IOException if it can't be done, with the reason; then the fresh ones are of no use any more
     */
    JsonNode copy(WorkerHandle original, List<WorkerHandle> copies) throws IOException {
        process.tell("T " + original.id() + " "
                + copies.stream().map(handle -> "" + handle.id()).collect(Collectors.joining(" ")));
        String told;
        try {
            told = copies.get(0).awaitCopied(COPY_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it was copied", e);
        }
        if (told == null || told.isEmpty()) {
            throw new IOException(told == null ? "it was not copied within " + COPY_TIMEOUT : "a worker has gone");
        }
        JsonNode answer = JSON.readTree(told);
        if (answer.has("refused")) {
            throw new IOException(answer.path("refused").asText());
        }
        return answer;
    }

    /**
     * Asks what is seen from outside of a worker that says a limit has ended its program.
     *
     * @return whether the limit of that cause has been met
     */
    boolean proves(WorkerHandle handle, ExitCause cause) throws InterruptedException {
        var asked = handle.askEvidence();
        process.tell("V " + handle.id());
        try {
            String said =
                    asked.get(LIMITS_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS); // of the output's limit, of the disk's
            return cause == ExitCause.OUTPUT_LIMIT ? said.startsWith("1 ") : said.endsWith(" 1");
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("no evidence is to be had of {}", handle.id(), e);
            return false;
        }
    }

    @Override
    public void on(String word, String rest) throws IOException {
        switch (word) {
            case "READY" -> ready.complete(JSON.readTree(rest));
            case "D" -> ifLive(rest, WorkerHandle::interruptDelivered);
            case "O" -> {
                int blank = rest.indexOf(' ');
                ifLive(rest.substring(0, Math.max(0, blank)), handle -> handle.outputIn(rest.substring(blank + 1)));
            }
            case "V" -> {
                String[] words = rest.split(" ", 2);
                ifLive(words[0], handle -> handle.evidence(words.length < 2 ? "" : words[1]));
            }
            case "L" -> {
                int blank = rest.indexOf(' ');
                ifLive(
                        blank < 0 ? rest : rest.substring(0, blank),
                        handle -> handle.limited(blank < 0 ? "" : rest.substring(blank + 1)));
            }
            case "T" -> {
                int blank = rest.indexOf(' ');
                ifLive(rest.substring(0, blank), handle -> handle.copied(rest.substring(blank + 1)));
            }
            case "E" -> {
                warning = rest;
                LOG.warn("zygote: {}", rest);
            }
            default -> LOG.warn("zygote says what nobody understands: {} {}", word, rest);
        }
    }

    private void ifLive(String id, Consumer<WorkerHandle> action) {
        var handle = handles.get(Integer.parseInt(id));
        if (handle != null) {
            action.accept(handle);
        }
    }

    @Override
    public void onEnd(int worker, WorkerExit exit) {
        handles.end(worker, exit);
    }

    @Override
    public void onSilence() {
        silent = true;
        ready.completeExceptionally(new IOException("it ended"));
        handles.close();
        end();
    }

    @Override
    public void close() {
        process.hangUp(ready.isDone());
        end();
    }

    /** Waits for the process to end, and removes what it may have left. */
    private void end() {
        try {
            process.awaitEnd();
            if (ready.isDone() && !ready.isCompletedExceptionally()) {
                info().path("folders").forEach(folder -> Folders.delete(Path.of(folder.asText())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
