package org.openenv.core.server.operations;

import java.util.List;
import org.openenv.core.ErrorCode;
import org.openenv.core.MissingDependencyException;
import org.openenv.core.host.HostObserver;
import org.openenv.core.host.SessionInfo;
import org.openenv.core.host.TextPage;

/**
 * Counts and times what happens in a host, for Prometheus. The registry is made when it is first needed, so that a server
 * does not pay for it before it answers. Safe for use by several threads.
 */
public final class HostMetrics implements HostObserver, AutoCloseable {

    private final HostMeters meters;

    /**
     * Makes metrics.
     *
     * @param maxSessions how many sessions the host takes
     * @param sources who has further numbers to show, asked at each scrape
     * @throws MissingDependencyException if Micrometer is not on the class path
     */
    public HostMetrics(int maxSessions, List<GaugeSource> sources) {
        MissingDependencyException.require(
                "io.micrometer.prometheusmetrics.PrometheusMeterRegistry",
                "io.micrometer:micrometer-registry-prometheus",
                "counting for Prometheus");
        this.meters = new HostMeters(maxSessions, sources);
    }

    /**
     * Returns the page that Prometheus scrapes.
     *
     * @return {@code /metrics} in the text format 0.0.4
     */
    public TextPage page() {
        return new TextPage("/metrics", "text/plain; version=0.0.4; charset=utf-8", meters::scrape);
    }

    @Override
    public void sessionOpened(SessionInfo session) {
        meters.sessionOpened(session);
    }

    @Override
    public void sessionRefused(String environment, ErrorCode code) {
        meters.sessionRefused(environment, code);
    }

    @Override
    public void sessionClosed(SessionInfo session, String reason) {
        meters.sessionClosed(session, reason);
    }

    @Override
    public void answered(Exchange exchange) {
        meters.answered(exchange);
    }

    @Override
    public void close() {
        meters.close();
    }
}
