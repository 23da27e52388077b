package org.openenv.core.conformance.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.openenv.core.conformance.check.Check;
import org.openenv.core.conformance.check.Check.Scope;
import org.openenv.core.conformance.check.Expect;
import org.openenv.core.conformance.check.NotApplicableException;

/** Sessions that outlive a socket: {@code /ws?session_id=}; a server that does not look at it is not asked further. */
final class AttachChecks {

    private static final Duration DETACHED = Duration.ofSeconds(10);
    private static final long POLL_NANOS = 20_000_000;

    private AttachChecks() {}

    static List<Check<ServerUnderTest>> all() {
        return List.of(
                check("attach-unknown", "Attaching to a session nobody made is refused.", server -> {
                    String id = McpChecks.unknownId();
                    try (Conversation socket = known(server, id)) {
                        refused(socket.ask(Messages.STATE), "Unknown session_id: " + id);
                        Expect.equal("the close code", 1000, socket.closeCode());
                    }
                }),
                check("attach-keeps-the-session", "A session outlives the socket attached to it.", server -> {
                    server.needsEpisodesOnSocket();
                    withSession(server, id -> keeps(server, id));
                }),
                check(
                        "attach-once",
                        "A second socket for a session is refused; the first goes on.",
                        server -> withSession(server, id -> {
                            try (Conversation first = connect(server, id)) {
                                first.ask(Messages.STATE);
                                try (Conversation second = connect(server, id)) {
                                    refused(
                                            second.ask(Messages.STATE),
                                            "Session " + id + " already has an attached WebSocket");
                                }
                                first.ask(Messages.STATE);
                            }
                        })));
    }

    private static Check<ServerUnderTest> check(String name, String promise, Consumer<ServerUnderTest> body) {
        return new Check<>(name, promise, Scope.PROTOCOL, body);
    }

    private static Conversation connect(ServerUnderTest server, String id) {
        return Conversation.connect(server.http(), server.socketUri(id));
    }

    /** Connects with an id nobody knows; not applicable where the server has not looked at it. */
    private static Conversation known(ServerUnderTest server, String id) {
        try (Conversation probe = connect(server, McpChecks.unknownId())) {
            if (!"SESSION_ERROR".equals(Messages.errorCode(probe.ask(Messages.STATE)))) {
                throw new NotApplicableException("the server takes no notice of /ws?session_id=");
            }
        }
        return connect(server, id);
    }

    private static void withSession(ServerUnderTest server, Consumer<String> body) {
        known(server, McpChecks.unknownId()).close();
        String id = McpChecks.create(server);
        try {
            body.accept(id);
        } finally {
            McpChecks.close(server, id);
        }
    }

    private static void keeps(ServerUnderTest server, String id) {
        Object episode;
        try (Conversation socket = connect(server, id)) {
            Messages.result(socket.ask(Messages.RESET, "observation"));
            episode = socket.ask(Messages.STATE, "state").get("episode_id");
        }
        long deadline = System.nanoTime() + DETACHED.toNanos();
        while (true) {
            try (Conversation again = connect(server, id)) {
                Map<String, Object> answer = again.ask(Messages.STATE);
                boolean waits = "SESSION_ERROR".equals(Messages.errorCode(answer)) && System.nanoTime() < deadline;
                if (!waits) {
                    Expect.equal(
                            "episode_id after attaching again",
                            episode,
                            Conversation.data(answer, "state").get("episode_id"));
                    return;
                }
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static void refused(Map<String, Object> answer, String message) {
        Map<String, Object> error = Conversation.data(answer, "error");
        Expect.equal("the error's code", "SESSION_ERROR", error.get("code"));
        Expect.equal("the error's message", message, error.get("message"));
    }
}
