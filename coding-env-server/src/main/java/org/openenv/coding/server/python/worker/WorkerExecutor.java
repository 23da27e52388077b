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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.Guard;
import org.openenv.coding.server.python.GuardReport;
import org.openenv.coding.server.python.PythonExecutor;
import org.openenv.coding.server.python.PythonInterpreter;
import org.openenv.coding.server.python.PythonUnavailableException;

/**
 * Runs each episode in a process forked from a warm interpreter.
 *
 * <p>Safe for use by several threads. Holds one process and a pool of ready workers, and a second of each once a seed is
 * asked for; no thread, process or descriptor for an idle episode but its worker and its socket. When this JVM ends, in
 * whatever way, all of it ends.
 */
public final class WorkerExecutor implements PythonExecutor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration OPENING = Duration.ofSeconds(30);
    private static final Duration BREATH = Duration.ofMillis(10);

    private final WorkerConfig config;
    private final Counts counts;
    private final Nursery nursery;
    private final Watchdog watchdog = new Watchdog();
    private final Buffers buffers = new Buffers();
    private final Set<WorkerInterpreter> open = ConcurrentHashMap.newKeySet();
    private final String python;
    private final GuardReport guards;
    private volatile boolean closed;

    private WorkerExecutor(WorkerConfig config, Nursery nursery, Path executable, JsonNode info, Counts counts) {
        this.config = config;
        this.counts = counts;
        this.nursery = nursery;
        this.python = info.path("python").asText() + " (" + executable + ")";
        this.guards = guards(info.path("report"));
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
        var nursery = new Nursery(executable, config, counts);
        var info = nursery.zygote(Flavour.RANDOM).info();
        return new WorkerExecutor(config, nursery, executable, info, counts);
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
        var interpreter = new WorkerInterpreter(this, seed, limits.atMost(config.limits()), config.echoResult());
        open.add(interpreter);
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
    Worker hire(@Nullable Long seed, ExecutionLimits limits) {
        var flavour = seed == null ? Flavour.RANDOM : Flavour.SEEDED;
        long deadline = System.nanoTime() + OPENING.toNanos();
        while (true) {
            var zygote = nursery.zygote(flavour);
            try {
                return hire(zygote, seed, limits);
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted() || closed || System.nanoTime() - deadline > 0) {
                    throw new PythonUnavailableException("no worker to be had: " + zygote.complaint(), e);
                }
                LockSupport.parkNanos(BREATH.toNanos()); // a zygote whose socket is gone refuses at once, and again
            }
        }
    }

    private Worker hire(Zygote zygote, @Nullable Long seed, ExecutionLimits limits) throws IOException {
        var channel = new FrameChannel(buffers);
        try (var ignored = watchdog.cutAfter(channel, OPENING)) {
            var life = zygote.life(channel.connect(zygote.socket()));
            var wanted = new HashMap<String, Object>();
            if (seed != null) {
                wanted.put("seed", seed);
            }
            if (!limits.equals(config.limits())) {
                zygote.limit(life, limits);
                wanted.put("limits", Bundle.limits(limits));
            }
            if (!wanted.isEmpty()) {
                channel.setUp(JSON.writeValueAsBytes(wanted));
            }
            var worker = new Worker(zygote, channel, life, limits.interruptGrace());
            watchdog.add(worker);
            zygote.forgetTrouble();
            counts.workerHired();
            return worker;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Ends a worker and forgets it. */
    void dismiss(Worker worker) {
        worker.close();
        watchdog.remove(worker);
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
        return closed ? Optional.of("the executor is closed") : nursery.trouble();
    }

    @Override
    public Map<String, Number> gauges() {
        return counts.with(open.size());
    }

    @Override
    public GuardReport guards() {
        return guards;
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(WorkerInterpreter::close);
        nursery.close();
        watchdog.close();
    }
}
