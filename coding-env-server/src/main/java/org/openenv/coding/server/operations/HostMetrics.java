package org.openenv.coding.server.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.host.HostObserver;
import org.openenv.core.host.SessionInfo;
import org.openenv.core.host.TextPage;

/**
 * Counts and times what happens in a host, for Prometheus. The registry is made when it is first needed, so that a server
 * does not pay for it before it answers. Safe for use by several threads.
 */
public final class HostMetrics implements HostObserver, AutoCloseable {

    private static final Duration[] BUCKETS = {
        Duration.ofNanos(500_000), Duration.ofMillis(1), Duration.ofNanos(2_500_000), Duration.ofMillis(5),
        Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100),
        Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500),
        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60)
    };

    /** What tells a meter of exchanges from another. Asking the registry for it took 5 % of a step's CPU time. */
    private record Label(String environment, String value) {}

    private final Map<Label, Timer> steps = new ConcurrentHashMap<>();
    private final Map<Label, Timer> resets = new ConcurrentHashMap<>();
    private final Map<Label, Counter> ended = new ConcurrentHashMap<>();
    private final AtomicInteger active = new AtomicInteger();
    private final int maxSessions;
    private final Supplier<Map<String, Number>> gauges;
    private final Registry registry = new Registry();

    /**
     * Makes metrics.
     *
     * @param maxSessions how many sessions the host takes
     * @param gauges further numbers by name, asked for at each scrape; a name that ends in {@code _total} only ever grows
     */
    public HostMetrics(int maxSessions, Supplier<Map<String, Number>> gauges) {
        this.maxSessions = maxSessions;
        this.gauges = gauges;
    }

    /**
     * Returns the page that Prometheus scrapes.
     *
     * @return {@code /metrics} in the text format 0.0.4
     */
    public TextPage page() {
        return new TextPage("/metrics", "text/plain; version=0.0.4; charset=utf-8", this::scrape);
    }

    private String scrape() {
        registry.bindNew(gauges.get());
        return registry.get().scrape();
    }

    @Override
    public void sessionOpened(SessionInfo session) {
        active.incrementAndGet();
        registry.get()
                .counter(
                        "openenv.sessions.opened",
                        "environment",
                        session.environment(),
                        "transport",
                        session.transport())
                .increment();
    }

    @Override
    public void sessionRefused(String environment, ErrorCode code) {
        registry.get()
                .counter("openenv.sessions.refused", "environment", environment, "code", code.name())
                .increment();
    }

    @Override
    public void sessionClosed(SessionInfo session, String reason) {
        active.decrementAndGet();
        registry.get()
                .counter("openenv.sessions.closed", "environment", session.environment(), "reason", reason)
                .increment();
    }

    @Override
    public void answered(Exchange exchange) {
        String environment = exchange.environment();
        ErrorCode failure = exchange.failure();
        Label outcome = new Label(environment, failure == null ? "ok" : failure.name());
        switch (exchange.kind()) {
            case STEP -> {
                steps.computeIfAbsent(outcome, label -> timer("openenv.step", "The time of steps.", label))
                        .record(exchange.duration());
                cause(exchange)
                        .ifPresent(cause -> ended.computeIfAbsent(new Label(environment, cause), this::endedBy)
                                .increment());
            }
            case RESET ->
                resets.computeIfAbsent(outcome, label -> timer("openenv.reset", "The time of resets.", label))
                        .record(exchange.duration());
            case STATE ->
                registry.get().counter("openenv.states", tags(outcome)).increment();
        }
    }

    /** Why a program ended, as the coding environment's metadata tells it. */
    private static Optional<String> cause(Exchange exchange) {
        return Optional.ofNullable(exchange.result())
                .map(result -> result.metadata().get("cause"))
                .map(Object::toString);
    }

    private Timer timer(String name, String description, Label label) {
        return Timer.builder(name)
                .description(description)
                .tags(tags(label))
                .serviceLevelObjectives(BUCKETS)
                .register(registry.get());
    }

    private Counter endedBy(Label label) {
        return registry.get()
                .counter("openenv.steps.ended", "environment", label.environment(), "cause", label.value());
    }

    private static Tags tags(Label label) {
        return Tags.of("environment", label.environment(), "outcome", label.value());
    }

    @Override
    public void close() {
        registry.close();
    }

    /** The meters, made when first asked for. */
    private final class Registry {

        private final Set<String> bound = new HashSet<>();
        private @Nullable PrometheusMeterRegistry made;
        private @Nullable JvmGcMetrics garbage;

        synchronized PrometheusMeterRegistry get() {
            PrometheusMeterRegistry existing = made;
            if (existing == null) {
                existing = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
                made = existing;
                bind(existing);
            }
            return existing;
        }

        private void bind(MeterRegistry meters) {
            Gauge.builder("openenv.sessions.active", active, AtomicInteger::get)
                    .description("Sessions that are open.")
                    .register(meters);
            Gauge.builder("openenv.sessions.max", () -> maxSessions)
                    .description("Places for sessions.")
                    .register(meters);
            new JvmMemoryMetrics().bindTo(meters);
            new JvmThreadMetrics().bindTo(meters);
            new ProcessorMetrics().bindTo(meters);
            new UptimeMetrics().bindTo(meters);
            new FileDescriptorMetrics().bindTo(meters);
            garbage = new JvmGcMetrics();
            garbage.bindTo(meters);
        }

        /** Makes a meter for each number that has none yet. */
        synchronized void bindNew(Map<String, Number> numbers) {
            for (String name : numbers.keySet()) {
                if (bound.add(name)) {
                    bindNumber(name);
                }
            }
        }

        private void bindNumber(String name) {
            String meter = "openenv." + name.replaceFirst("_total$", "").replace('_', '.');
            if (name.endsWith("_total")) {
                FunctionCounter.builder(meter, gauges, all -> value(all, name)).register(get());
            } else {
                Gauge.builder(meter, gauges, all -> value(all, name)).register(get());
            }
        }

        private double value(Supplier<Map<String, Number>> all, String name) {
            Number number = all.get().get(name);
            return number == null ? Double.NaN : number.doubleValue();
        }

        synchronized void close() {
            if (garbage != null) {
                garbage.close();
            }
            if (made != null) {
                made.close();
            }
        }
    }
}
