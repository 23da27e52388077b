package org.openenv.core.server.operations;

import io.micrometer.core.instrument.Counter;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.host.HostObserver;
import org.openenv.core.host.SessionInfo;

/** The meters of a host; the one class that needs Micrometer. The registry is made when it is first needed. */
final class HostMeters implements HostObserver, AutoCloseable {

    private static final Duration[] BUCKETS = {
        Duration.ofNanos(500_000), Duration.ofMillis(1), Duration.ofNanos(2_500_000), Duration.ofMillis(5),
        Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100),
        Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500),
        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60)
    };

    private static final int LONGEST_CAUSE = 64;
    private static final int MOST_CAUSES = 256;

    /** What tells a meter of exchanges from another. Asking the registry for it took 5 % of a step's CPU time. */
    private record Label(String environment, String value) {}

    private final Map<Label, Timer> steps = new ConcurrentHashMap<>();
    private final Map<Label, Timer> resets = new ConcurrentHashMap<>();
    private final Map<Label, Counter> ended = new ConcurrentHashMap<>();
    private final AtomicInteger active = new AtomicInteger();
    private final int maxSessions;
    private final List<GaugeSource> sources;
    private final Registry registry = new Registry();

    HostMeters(int maxSessions, List<GaugeSource> sources) {
        this.maxSessions = maxSessions;
        this.sources = List.copyOf(sources);
    }

    /** What Prometheus is told. */
    String scrape() {
        String own = registry.get().scrape();
        return own + GaugeText.of(sources, own);
    }

    @Override
    public void sessionOpened(SessionInfo session) {
        active.incrementAndGet();
        count(
                "openenv.sessions.opened",
                "Sessions that were given a place.",
                Tags.of("environment", session.environment(), "transport", session.transport()));
    }

    @Override
    public void sessionRefused(String environment, ErrorCode code) {
        count(
                "openenv.sessions.refused",
                "Sessions that were not given a place.",
                Tags.of("environment", environment, "code", code.name()));
    }

    @Override
    public void sessionClosed(SessionInfo session, String reason) {
        active.decrementAndGet();
        count(
                "openenv.sessions.closed",
                "Sessions that have ended.",
                Tags.of("environment", session.environment(), "reason", reason));
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
                cause(exchange).ifPresent(cause -> ended(environment, cause).increment());
            }
            case RESET ->
                resets.computeIfAbsent(outcome, label -> timer("openenv.reset", "The time of resets.", label))
                        .record(exchange.duration());
            case STATE -> count("openenv.states", "Questions for the state.", tags(outcome));
        }
    }

    /** Why a step ended, where its environment's metadata tell it in a word. */
    private static Optional<String> cause(Exchange exchange) {
        return Optional.ofNullable(exchange.result())
                .map(result -> result.metadata().get("cause"))
                .filter(cause -> cause instanceof String word && word.length() <= LONGEST_CAUSE)
                .map(Object::toString);
    }

    /** Returns the counter of a cause; of the many that a careless environment may have, all but the first share one. */
    private Counter ended(String environment, String cause) {
        Label label = new Label(environment, cause);
        Counter known = ended.get(label);
        if (known != null) {
            return known;
        }
        return ended.computeIfAbsent(
                ended.size() < MOST_CAUSES ? label : new Label(environment, "other"), this::endedBy);
    }

    private void count(String name, String description, Tags tags) {
        Counter.builder(name)
                .description(description)
                .tags(tags)
                .register(registry.get())
                .increment();
    }

    private Timer timer(String name, String description, Label label) {
        return Timer.builder(name)
                .description(description)
                .tags(tags(label))
                .serviceLevelObjectives(BUCKETS)
                .register(registry.get());
    }

    private Counter endedBy(Label label) {
        return Counter.builder("openenv.steps.ended")
                .description("Steps by why their program ended.")
                .tag("environment", label.environment())
                .tag("cause", label.value())
                .register(registry.get());
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
