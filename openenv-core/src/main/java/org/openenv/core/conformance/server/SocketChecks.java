package org.openenv.core.conformance.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.openenv.core.conformance.check.Check;
import org.openenv.core.conformance.check.Check.Scope;
import org.openenv.core.conformance.check.Expect;
import org.openenv.core.conformance.check.NotApplicableException;

/** The WebSocket of a server: sequence, refusals that keep the session, the close, and capacity. */
final class SocketChecks {

    /** How many sessions are opened at most to find a server's capacity. */
    private static final int MAX_OPENED = 32;

    private SocketChecks() {}

    static List<Check<ServerUnderTest>> all() {
        return List.of(
                episode("ws-sequence", "Reset, step and state are answered by observations and a state.", (c, s) -> {
                    Messages.result(c.ask(Messages.RESET, "observation"));
                    Messages.result(c.ask(Messages.step(s.action()), "observation"));
                    Expect.equal("step_count", 1, c.ask(Messages.STATE, "state").get("step_count"));
                }),
                episode("ws-order", "Requests sent at once are answered in order.", SocketChecks::inOrder),
                check(
                        "ws-invalid-json",
                        "A text that is not JSON is refused; the session goes on.",
                        (c, s) -> refused(c, s, "{bad", "INVALID_JSON")),
                check(
                        "ws-unknown-type",
                        "A type nobody knows is refused; the session goes on.",
                        (c, s) -> refused(c, s, "{\"type\":\"no_such_type\"}", "UNKNOWN_TYPE")),
                episode(
                        "ws-missing-data",
                        "A step without an action is refused and lists why.",
                        (c, s) -> Expect.errors("errors", refusedErrors(c, "{\"type\":\"step\"}"), "missing")),
                episode("ws-unknown-action-field", "An action with a field too many is refused.", (c, s) -> {
                    s.needsStrictActions();
                    String action = Messages.withUnknownField(s.action());
                    Expect.errors("errors", refusedErrors(c, Messages.step(action)), "extra_forbidden");
                }),
                episode(
                        "ws-unknown-field",
                        "A message with a field too many is refused.",
                        (c, s) -> Expect.errors(
                                "errors", refusedErrors(c, "{\"type\":\"state\",\"odd\":1}"), "extra_forbidden")),
                strictEpisode(
                        "ws-seed-checked",
                        "A seed below zero is refused.",
                        (c, s) -> Expect.errors(
                                "errors",
                                refusedErrors(c, "{\"type\":\"reset\",\"data\":{\"seed\":-1}}"),
                                "greater_than_equal")),
                strict("ws-binary", "A binary message is refused; the session goes on.", (c, s) -> {
                    c.sayBinary(Messages.RESET.getBytes(StandardCharsets.UTF_8));
                    Expect.equal(
                            "the error's code",
                            "INVALID_JSON",
                            Conversation.data(c.hear(), "error").get("code"));
                    goesOn(c, s);
                }),
                strict(
                        "ws-not-an-object",
                        "JSON that is no object is refused; the session goes on.",
                        (c, s) -> refused(c, s, "[]", "INVALID_JSON")),
                strictEpisode(
                        "ws-request-id",
                        "A request_id comes back with its answer.",
                        (c, s) -> Expect.equal(
                                "request_id",
                                "r-1",
                                c.ask("{\"type\":\"state\",\"request_id\":\"r-1\"}")
                                        .get("request_id"))),
                check("ws-ping", "A ping is answered.", (c, s) -> c.ping()),
                check("ws-close", "A close is answered by close code 1000.", (c, s) -> {
                    c.say(Messages.CLOSE);
                    Expect.equal("the close code", 1000, c.closeCode());
                }),
                episode("ws-late-close", "A close behind a step lets the step be answered.", (c, s) -> {
                    c.say(Messages.step(s.action()));
                    c.say(Messages.CLOSE);
                    Messages.result(Conversation.data(c.hear(), "observation"));
                    Expect.equal("the close code", 1000, c.closeCode());
                }),
                new Check<>(
                        "ws-capacity",
                        "A full server says so, and takes a client again when another has vanished.",
                        Scope.PROTOCOL,
                        SocketChecks::capacity));
    }

    private static Check<ServerUnderTest> check(
            String name, String promise, BiConsumer<Conversation, ServerUnderTest> body) {
        return new Check<>(name, promise, Scope.PROTOCOL, server -> withOne(server, body));
    }

    private static Check<ServerUnderTest> strict(
            String name, String promise, BiConsumer<Conversation, ServerUnderTest> body) {
        return new Check<>(name, promise, Scope.STRICT, server -> withOne(server, body));
    }

    private static Check<ServerUnderTest> episode(
            String name, String promise, BiConsumer<Conversation, ServerUnderTest> body) {
        return new Check<>(name, promise, Scope.PROTOCOL, server -> withEpisodes(server, body));
    }

    private static Check<ServerUnderTest> strictEpisode(
            String name, String promise, BiConsumer<Conversation, ServerUnderTest> body) {
        return new Check<>(name, promise, Scope.STRICT, server -> withEpisodes(server, body));
    }

    private static void withEpisodes(ServerUnderTest server, BiConsumer<Conversation, ServerUnderTest> body) {
        server.needsEpisodesOnSocket();
        withOne(server, body);
    }

    private static void withOne(ServerUnderTest server, BiConsumer<Conversation, ServerUnderTest> body) {
        try (Conversation conversation = server.open()) {
            body.accept(conversation, server);
        }
    }

    private static void refused(Conversation conversation, ServerUnderTest server, String text, String code) {
        conversation.askInVain(text, code);
        goesOn(conversation, server);
    }

    /** Returns the errors of a message that must be refused as not valid. */
    private static Object refusedErrors(Conversation conversation, String text) {
        Messages.result(conversation.ask(Messages.RESET, "observation"));
        Object errors = conversation.askInVain(text, "VALIDATION_ERROR").get("errors");
        Expect.equal(
                "step_count after a refusal",
                0,
                conversation.ask(Messages.STATE, "state").get("step_count"));
        return errors == null ? "none" : errors;
    }

    /** Checks that the next request is answered, with an observation where the socket has episodes. */
    private static void goesOn(Conversation conversation, ServerUnderTest server) {
        Map<String, Object> answer = conversation.ask(Messages.RESET);
        if (!server.production()) {
            Messages.result(Conversation.data(answer, "observation"));
        }
    }

    private static void inOrder(Conversation conversation, ServerUnderTest server) {
        String step = Messages.step(server.action());
        List.of(Messages.RESET, step, Messages.STATE, step, Messages.STATE).forEach(conversation::say);
        Messages.result(Conversation.data(conversation.hear(), "observation"));
        Map<String, Object> stepped = Conversation.data(conversation.hear(), "observation");
        Messages.result(stepped);
        counts(conversation, 1);
        if (Boolean.TRUE.equals(stepped.get("done"))) {
            throw new NotApplicableException("the action ends the episode at once");
        }
        Messages.result(Conversation.data(conversation.hear(), "observation"));
        counts(conversation, 2);
    }

    private static void counts(Conversation conversation, int steps) {
        Expect.equal(
                "step_count",
                steps,
                Conversation.data(conversation.hear(), "state").get("step_count"));
    }

    private static void capacity(ServerUnderTest server) {
        List<Conversation> open = new ArrayList<>();
        try {
            Conversation next = server.open();
            while (next != null) {
                open.add(next);
                if (open.size() == MAX_OPENED) {
                    throw new NotApplicableException("the server has room for " + MAX_OPENED + " sessions and more");
                }
                next = server.openIfThereIsRoom();
            }
            open.remove(0).close();
            open.add(server.open());
        } finally {
            open.forEach(Conversation::close);
        }
    }
}
