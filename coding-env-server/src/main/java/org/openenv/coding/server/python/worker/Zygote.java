package org.openenv.coding.server.python.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.PythonUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A warm interpreter as a process of ours: control lines go in, events of its workers come out. zygote.py is the other
 * side. Safe for use by several threads.
 */
final class Zygote implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Zygote.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long START_SECONDS = 60;
    private static final long END_SECONDS = 5;

    private final Process process;
    private final OutputStream control;
    private final LogTail log;
    private final CompletableFuture<JsonNode> ready = new CompletableFuture<>();
    private final Map<Integer, WorkerHandle> handles = new ConcurrentHashMap<>();
    private volatile String warning = "";

    private Zygote(Process process) {
        this.process = process;
        this.control = process.getOutputStream();
        this.log = new LogTail(process.getErrorStream());
    }

    /** Starts one and waits until it is warm. */
    static Zygote start(Path python, WorkerConfig config, Flavour flavour) {
        var zygote = new Zygote(spawn(python, flavour));
        Threads.daemon("openenv-zygote-log", zygote.log);
        Threads.daemon("openenv-zygote", zygote::readEvents);
        try {
            zygote.send(Bundle.bytes(config));
            var info = zygote.ready.get(START_SECONDS, TimeUnit.SECONDS);
            zygote.log.speak();
            LOG.debug("zygote {} of {} is ready: {}", flavour, python, info);
            return zygote;
        } catch (IOException | ExecutionException | TimeoutException e) {
            zygote.close();
            throw new PythonUnavailableException(PythonCheck.complaint(python, zygote.lastError()), e);
        } catch (InterruptedException e) {
            zygote.close();
            Thread.currentThread().interrupt();
            throw new PythonUnavailableException("interrupted while " + python + " came up", e);
        }
    }

    private static Process spawn(Path python, Flavour flavour) {

        var command = List.of(python.toString(), flavour.option(), "-c", Bundle.boot());
        var builder = new ProcessBuilder(command).directory(new File("/"));
        builder.environment().clear();
        builder.environment().putAll(Bundle.environment());
        builder.environment().putAll(flavour.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new PythonUnavailableException("cannot start " + python + ": " + e.getMessage(), e);
        }
    }

    /** What it said of itself when it was ready. */
    JsonNode info() {
        return ready.join();
    }

    Path socket() {
        return Path.of(info().path("address").asText());
    }

    boolean isAlive() {
        return process.isAlive() && !ready.isCompletedExceptionally();
    }

    /** Why there are no workers, as far as is known. */
    String lastError() {
        var tail = log.tail();
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
    WorkerHandle handle(int id) {
        var handle = handles.computeIfAbsent(id, WorkerHandle::new);
        if (!isAlive()) {
            handle.end(WorkerExit.unknown());
        }
        return handle;
    }

    void kill(WorkerHandle handle) {
        control("K " + handle.id());
    }

    void interrupt(WorkerHandle handle) {
        control("I " + handle.id());
    }

    void limit(WorkerHandle handle, ExecutionLimits limits) {
        try {
            control("L " + handle.id() + " " + JSON.writeValueAsString(Bundle.limits(limits)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void control(String line) {
        try {
            send((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debug("zygote is gone, not told {}", line, e);
        }
    }

    private void send(byte[] bytes) throws IOException {
        synchronized (control) {
            control.write(bytes);
            control.flush();
        }
    }

    private void readEvents() {
        try (BufferedReader events = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = events.readLine(); line != null; line = events.readLine()) {
                onEvent(line);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("the zygote's events can't be read any more", e);
        }
        ready.completeExceptionally(new IOException("it ended"));
        // Nobody is left to tell of their ends: whoever waits for one need wait no longer.
        handles.values().forEach(handle -> handle.end(WorkerExit.unknown()));
        end();
    }

    private void onEvent(String line) throws IOException {
        String[] words = line.split(" ", 4);
        switch (words[0]) {
            case "READY" -> ready.complete(JSON.readTree(line.substring(6)));
            case "X" -> {
                var handle = handles.remove(Integer.parseInt(words[1]));
                if (handle != null) {
                    handle.end(WorkerExit.parse(words[2], words[3]));
                }
            }
            case "D" -> {
                var handle = handles.get(Integer.parseInt(words[1]));
                if (handle != null) {
                    handle.interruptDelivered();
                }
            }
            case "E" -> {
                warning = line.substring(2);
                LOG.warn("zygote: {}", warning);
            }
            default -> LOG.warn("zygote says what nobody understands: {}", line);
        }
    }

    @Override
    public void close() {
        try {
            control.close();
        } catch (IOException e) {
            LOG.debug("zygote was gone already", e);
        }
        end();
    }

    /** Waits for the process to end, helps if it does not, and removes what it may have left. */
    private void end() {
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(END_SECONDS, TimeUnit.SECONDS);
            }
            if (ready.isDone() && !ready.isCompletedExceptionally()) {
                info().path("folders").forEach(folder -> Folders.delete(Path.of(folder.asText())));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
