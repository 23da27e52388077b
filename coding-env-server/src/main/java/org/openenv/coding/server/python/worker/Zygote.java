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
 * A warm interpreter as a process of ours: control lines go in, news of its workers comes out. zygote.py is the other
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
    private final Map<Integer, Life> lives = new ConcurrentHashMap<>();
    private volatile String trouble = "";

    private Zygote(Process process) {
        this.process = process;
        this.control = process.getOutputStream();
        this.log = new LogTail(process.getErrorStream());
    }

    /** Starts one and waits until it is warm. */
    static Zygote start(Path python, WorkerConfig config, Flavour flavour) {
        var zygote = new Zygote(spawn(python, flavour));
        Threads.daemon("openenv-zygote-log", zygote.log);
        Threads.daemon("openenv-zygote", zygote::readNews);
        try {
            zygote.send(Bundle.bytes(config));
            var info = zygote.ready.get(START_SECONDS, TimeUnit.SECONDS);
            LOG.debug("zygote {} of {} is ready: {}", flavour, python, info);
            return zygote;
        } catch (IOException | ExecutionException | TimeoutException e) {
            zygote.close();
            throw new PythonUnavailableException(python + " did not come up: " + zygote.complaint(), e);
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
    String complaint() {
        var tail = log.tail();
        return trouble.isEmpty() ? (tail.isEmpty() ? "it said nothing" : tail) : trouble;
    }

    /** What keeps it from giving workers; empty when nothing does. */
    String trouble() {
        return isAlive() ? trouble : "Python has ended: " + complaint();
    }

    /** It has given a worker since. */
    void forgetTrouble() {
        trouble = "";
    }

    /** The life of the worker of a session that has just said hello. */
    Life life(int sid) {
        var life = lives.computeIfAbsent(sid, Life::new);
        if (!isAlive()) {
            life.end(WorkerExit.unknown());
        }
        return life;
    }

    void kill(Life life) {
        tell("K " + life.sid());
    }

    void interrupt(Life life) {
        tell("I " + life.sid());
    }

    void limit(Life life, ExecutionLimits limits) {
        try {
            tell("L " + life.sid() + " " + JSON.writeValueAsString(Bundle.limits(limits)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void tell(String line) {
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

    private void readNews() {
        try (BufferedReader news = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = news.readLine(); line != null; line = news.readLine()) {
                hear(line);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("zygote's news can't be read any more", e);
        }
        ready.completeExceptionally(new IOException("it ended"));
        // Nobody is left to tell of their ends: whoever waits for one need wait no longer.
        lives.values().forEach(life -> life.end(WorkerExit.unknown()));
        end();
    }

    private void hear(String line) throws IOException {
        String[] words = line.split(" ", 4);
        switch (words[0]) {
            case "READY" -> ready.complete(JSON.readTree(line.substring(6)));
            case "X" -> {
                var life = lives.remove(Integer.parseInt(words[1]));
                if (life != null) {
                    life.end(WorkerExit.parse(words[2], words[3]));
                }
            }
            case "D" -> {
                var life = lives.get(Integer.parseInt(words[1]));
                if (life != null) {
                    life.interruptDelivered();
                }
            }
            case "E" -> {
                trouble = line.substring(2);
                LOG.warn("zygote: {}", trouble);
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
                String folder = info().path("run_dir").asText();
                Folders.delete(Path.of(folder));
                Folders.delete(Path.of(folder + "-work"));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
