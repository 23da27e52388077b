package org.openenv.coding.server.python.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.CapacityException;
import org.openenv.coding.server.python.EpisodeSetup;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ForkException;
import org.openenv.coding.server.python.ForkWay;
import org.openenv.coding.server.python.Guard;
import org.openenv.coding.server.python.GuardReport;
import org.openenv.coding.server.python.LimitRefusedException;
import org.openenv.coding.server.python.PythonExecutor;
import org.openenv.coding.server.python.PythonInterpreter;
import org.openenv.coding.server.python.PythonUnavailableException;
import org.openenv.coding.server.python.replay.Recording;
import org.openenv.coding.server.python.replay.RecordingRoom;

/**
 * Runs each episode in a process forked from a warm interpreter.
 *
 * <p>Safe for use by several threads. Holds one process and a pool of ready workers, and a second of each once a seed is
 * asked for; no thread, process or descriptor for an idle episode but its worker and its socket. When this JVM ends, in
 * whatever way, all of it ends.
 */
public final class WorkerExecutor implements PythonExecutor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration FILES_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration RETRY_DELAY = Duration.ofMillis(10);

    private final WorkerConfig config;
    private final Counts counts;
    private final ZygotePool zygotes;
    private final Watchdog watchdog = new Watchdog();
    private final Buffers buffers = new Buffers();
    private final Set<WorkerInterpreter> open = ConcurrentHashMap.newKeySet();
    private final String python;
    private final GuardReport guards;
    private final RecordingRoom room;
    private final int capacity;
    private final ReentrantLock trying = new ReentrantLock();
    private Optional<String> noCopies = Optional.empty();
    private boolean copiesTried;
    private volatile boolean closed;

    private WorkerExecutor(WorkerConfig config, ZygotePool zygotes, Path executable, JsonNode info, Counts counts) {
        this.config = config;
        this.counts = counts;
        this.room = new RecordingRoom(config.recordBytes());
        this.zygotes = zygotes;
        this.python = info.path("python").asText() + " (" + executable + ")";
        this.guards = guards(info.path("report"));
        this.capacity = info.path("capacity").asInt(Integer.MAX_VALUE);
    }

    /**
     * Starts an executor and waits until its interpreter is warm.
     *
     * @param config how to run programs
     * @return the executor; the caller closes it
     * @throws PythonUnavailableException if there is no Python, or none as the config asks for
     */
    public static WorkerExecutor start(WorkerConfig config) {
        var executable = PythonFinder.find(config.python());
        var counts = new Counts();
        var zygotes = new ZygotePool(executable, config, counts);
        var info = zygotes.zygote(Flavour.RANDOM).info();
        return new WorkerExecutor(config, zygotes, executable, info, counts);
    }

    private static GuardReport guards(JsonNode report) {
        var guards = new ArrayList<Guard>();
        for (JsonNode guard : report.path("guards")) {
            guards.add(new Guard(
                    guard.path("name").asText(),
                    guard.path("in_force").asBoolean(),
                    guard.path("reason").asText(null),
                    guard.path("remedy").asText(null)));
        }
        return new GuardReport(report.path("rung").asText(), guards);
    }

    @Override
    public PythonInterpreter open(@Nullable Long seed, ExecutionLimits limits) {
        return open(seed, limits, EpisodeSetup.NOTHING);
    }

    @Override
    public PythonInterpreter open(@Nullable Long seed, ExecutionLimits limits, EpisodeSetup setup) {
        var beginning = new Beginning(seed, null, limits.atMost(config.limits()), setup, null);
        return start(new WorkerInterpreter(this, beginning, config.echoResult(), new Recording(room)));
    }

    /** Opens an interpreter with its first worker. */
    WorkerInterpreter start(WorkerInterpreter interpreter) {
        open.add(interpreter);
        if (open.size() > capacity) { // looked at after the count has gone up: several at once can't all slip by
            open.remove(interpreter);
            throw new CapacityException("all " + capacity
                    + " interpreters are in use that the user ids and the open-file limit of this server allow;"
                    + " try again later, or raise its ulimit -n");
        }
        try {
            interpreter.start();
        } catch (RuntimeException e) {
            interpreter.close();
            throw e;
        }
        if (closed) {
            interpreter.close();
            throw new PythonUnavailableException("the executor is closed", null);
        }
        return interpreter;
    }

    /** Opens a connection to a worker that has run nothing yet, and prepares it. */
    Worker openWorker(Beginning beginning) {
        var flavour = beginning.seed() == null ? Flavour.RANDOM : Flavour.SEEDED;
        long deadline = System.nanoTime() + OPEN_TIMEOUT.toNanos();
        while (true) {
            var wanted = beginning.zygote();
            var zygote = wanted != null && wanted.isAlive() ? wanted : zygotes.zygote(flavour);
            try {
                return openWorker(zygote, beginning);
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted() || closed || System.nanoTime() - deadline > 0) {
                    throw new PythonUnavailableException("no worker to be had: " + zygote.lastError(), e);
                }
                LockSupport.parkNanos(
                        RETRY_DELAY.toNanos()); // a zygote whose socket is gone refuses at once, and again
            }
        }
    }

    private Worker openWorker(Zygote zygote, Beginning beginning) throws IOException {
        var channel = new FrameChannel(buffers);
        WorkerHandle handle = null;
        try (var ignored = watchdog.cutAfter(channel::close, OPEN_TIMEOUT)) {
            var hello = channel.connect(zygote.socket());
            handle = zygote.register(hello.id());
            var wanted = new HashMap<String, Object>();
            String random = beginning.random();
            if (random != null) {
                wanted.put("random", random);
            }
            if (beginning.seed() != null) {
                wanted.put("seed", beginning.seed());
            }
            var limits = beginning.limits();
            if (!Bundle.limits(limits).equals(Bundle.limits(config.limits()))) { // of times the worker knows nothing
                requireGranted(zygote.limit(handle, limits));
                wanted.put("limits", Bundle.limits(limits));
            }
            if (!beginning.setup().functions().isEmpty()) {
                wanted.put("functions", beginning.setup().functions());
            }
            if (beginning.setup().packages() != null) {
                wanted.put("packages", beginning.setup().packages());
            }
            if (!wanted.isEmpty()) {
                channel.setUp(JSON.writeValueAsBytes(wanted));
            }
            var worker = new Worker(
                    zygote, channel, handle, limits.interruptGrace(), random == null ? hello.random() : random);
            watchdog.add(worker);
            zygote.clearWarning();
            counts.workerOpened();
            return worker;
        } catch (IOException | RuntimeException e) {
            if (handle != null) { // it serves nobody, and would wait for ever
                zygote.kill(handle);
            }
            channel.close();
            throw e;
        }
    }

    /** Tried once: a host refuses what it seems to offer as often in the middle as at the start. */
    @Override
    public Optional<String> noCopies() {
        trying.lock();
        try {
            if (!copiesTried) {
                noCopies = tryToCopy();
                copiesTried = true;
            }
            return noCopies;
        } catch (CapacityException | PythonUnavailableException busy) {
            return Optional.of("not found out yet: " + busy.getMessage());
        } finally {
            trying.unlock();
        }
    }

    private Optional<String> tryToCopy() {
        var patience = Duration.ofSeconds(60);
        try (var original = open(null, config.limits())) {
            original.run("x = [41]", patience);
            try (var copy = original.fork(1, ForkWay.COPY, false).interpreters().get(0)) {
                var told = copy.run("x[0] + 1", patience);
                return "42".equals(told.result())
                        ? Optional.empty()
                        : Optional.of("a copy did not go on: " + told.stderr());
            }
        } catch (ForkException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Has a worker answer a question between two programs. */
    JsonNode ask(Worker worker, Map<String, ?> question) throws IOException {
        return JSON.readTree(worker.ask(JSON.writeValueAsBytes(question), watchdog));
    }

    private static void requireGranted(String refusal) {
        if (!refusal.isEmpty()) {
            throw new LimitRefusedException("the limits asked for can't be had: " + refusal);
        }
    }

    /** Cuts a worker's connection if it has not done in time what is asked of it between programs. */
    Watchdog.Cutoff cutAfter(Worker worker) {
        return watchdog.cutAfter(worker::cut, FILES_TIMEOUT);
    }

    /** Ends a worker and forgets it. */
    void closeWorker(Worker worker) {
        worker.close();
        worker.whenEnded(() -> watchdog.remove(worker));
    }

    Counts counts() {
        return counts;
    }

    void forget(WorkerInterpreter interpreter) {
        open.remove(interpreter);
    }

    @Override
    public String python() {
        return python;
    }

    @Override
    public Optional<String> notReady() {
        return closed ? Optional.of("the executor is closed") : zygotes.problem();
    }

    @Override
    public Optional<String> notLive() {
        return watchdog.isAlive() ? Optional.empty() : Optional.of("nothing looks after the time of steps any more");
    }

    @Override
    public OptionalInt capacity() {
        return OptionalInt.of(capacity);
    }

    @Override
    public Map<String, Number> gauges() {
        var gauges = new HashMap<>(counts.with(open.size()));
        gauges.put("python_interpreters_most", capacity);
        return gauges;
    }

    @Override
    public GuardReport guards() {
        return guards;
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(WorkerInterpreter::close);
        zygotes.close();
        watchdog.close();
    }
}
