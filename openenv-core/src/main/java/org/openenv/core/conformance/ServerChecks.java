package org.openenv.core.conformance;

import java.util.List;
import java.util.stream.Stream;

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
}
