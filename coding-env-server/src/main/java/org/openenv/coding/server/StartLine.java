package org.openenv.coding.server;

import java.util.List;
import org.openenv.coding.server.python.GuardReport;
import org.openenv.core.host.EnvironmentHost;

/** The one line a server prints when it has started. */
final class StartLine {

    private StartLine() {}

    /** Returns what is served where, to how many, with which Python, and what does not stand between it and the machine. */
    static String of(EnvironmentHost host, CodingEnvironmentProvider provider, int maxSessions) {
        return "coding-env-server " + Version.number() + ": " + String.join(", ", host.names()) + " at " + host.uri()
                + ", at most " + maxSessions + " sessions, "
                + provider.executor().python() + ", "
                + guards(provider.executor().guards());
    }

    private static String guards(GuardReport report) {
        List<String> missing = report.missing();
        if (missing.isEmpty()) {
            return "isolated (" + report.rung() + ")";
        }
        return (report.guards().size() == missing.size() ? "NOT ISOLATED" : "isolated in part (" + report.rung() + ")")
                + ", without " + String.join(", ", missing);
    }
}
