package org.openenv.core.conformance.server;

import java.util.List;
import java.util.stream.Stream;
import org.openenv.core.conformance.check.Check;
import org.openenv.core.conformance.check.EnvironmentChecks;
import org.openenv.core.conformance.check.EnvironmentUnderTest;
import org.openenv.core.conformance.server.RemoteEnvironment.RawAction;
import org.openenv.core.conformance.server.RemoteEnvironment.RawObservation;
import org.openenv.core.conformance.server.RemoteEnvironment.RawState;

/** What every server owes its clients on the wire: over WebSocket, by JSON-RPC, then over plain HTTP. */
public final class ServerChecks {

    private ServerChecks() {}

    /**
     * Returns the checks.
     *
     * @return the checks in the order to make them: plain HTTP last, since its episode may keep a place
     */
    public static List<Check<ServerUnderTest>> all() {
        return Stream.of(
                        SocketChecks.all(),
                        AttachChecks.all(),
                        McpChecks.all(),
                        TaskChecks.all(),
                        MeaningChecks.all(),
                        DescriptionChecks.all(),
                        HttpChecks.all())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Returns the checks of the environment that a server serves, over its WebSocket, and those of the server.
     *
     * @return the checks in the order to make them
     */
    public static List<Check<ServerUnderTest>> withEnvironment() {
        return Stream.concat(
                        EnvironmentChecks.<RawAction, RawObservation, RawState>all().stream()
                                .map(ServerChecks::overTheWire),
                        all().stream())
                .toList();
    }

    private static Check<ServerUnderTest> overTheWire(
            Check<EnvironmentUnderTest<RawAction, RawObservation, RawState>> check) {
        return new Check<>(
                check.name(),
                check.promise(),
                check.scope(),
                check.level(),
                server -> check.body().accept(RemoteEnvironment.under(server)));
    }
}
