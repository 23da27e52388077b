package org.openenv.coding.server.operations;

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
        MeterRegistry meters = registry.get();
        String outcome =
                Optional.ofNullable(exchange.failure()).map(ErrorCode::name).orElse("ok");
        Tags tags = Tags.of("environment", exchange.environment(), "outcome", outcome);
        switch (exchange.kind()) {
            case STEP -> {
                timer("openenv.step", "The time of steps.", tags, meters).record(exchange.duration());
                cause(exchange)
                        .ifPresent(cause -> meters.counter(
                                        "openenv.steps.ended", "environment", exchange.environment(), "cause", cause)
                                .increment());
            }
            case RESET ->
                timer("openenv.reset", "The time of resets.", tags, meters).record(exchange.duration());
            case STATE -> meters.counter("openenv.states", tags).increment();
        }
    }

    /** Why a program ended, as the coding environment's metadata tells it. */
    private static Optional<String> cause(Exchange exchange) {
        return Optional.ofNullable(exchange.result())
                .map(result -> result.metadata().get("cause"))
                .map(Object::toString);
    }

    private static Timer timer(String name, String description, Tags tags, MeterRegistry meters) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
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
