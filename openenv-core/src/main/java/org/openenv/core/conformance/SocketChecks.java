package org.openenv.core.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.openenv.core.conformance.Check.Scope;

/** The WebSocket of a server: sequence, refusals that keep the session, the close, and capacity. */
final class SocketChecks {

    /** How many sessions are opened at most to find a server's capacity. */
    private static final int MAX_OPENED = 32;

    private static final String RESET = "{\"type\":\"reset\",\"data\":{}}";
    private static final String STATE = "{\"type\":\"state\"}";
    private static final String CLOSE = "{\"type\":\"close\"}";

    private SocketChecks() {}

    static List<Check<ServerUnderTest>> all() {
        return List.of(
                check("ws-sequence", "Reset, step and state are answered by observations and a state.", (c, s) -> {
                    result(c.ask(RESET, "observation"));
                    result(c.ask(step(s), "observation"));
                    Expect.equal("step_count", 1, c.ask(STATE, "state").get("step_count"));
                }),
                check("ws-order", "Requests sent at once are answered in order.", SocketChecks::inOrder),
                check(
                        "ws-invalid-json",
                        "A text that is not JSON is refused; the session goes on.",
                        (c, s) -> refused(c, s, "{bad", "INVALID_JSON")),
                check(
                        "ws-unknown-type",
                        "A type nobody knows is refused; the session goes on.",
                        (c, s) -> refused(c, s, "{\"type\":\"no_such_type\"}", "UNKNOWN_TYPE")),
                check(
                        "ws-missing-data",
                        "A step without an action is refused and lists why.",
                        (c, s) -> Expect.errors("errors", refused(c, s, "{\"type\":\"step\"}"), "missing")),
                check(
                        "ws-unknown-action-field",
                        "An action with a field too many is refused.",
                        (c, s) -> Expect.errors(
                                "errors", refused(c, s, message(withUnknownField(s))), "extra_forbidden")),
                check(
                        "ws-unknown-field",
                        "A message with a field too many is refused.",
                        (c, s) -> Expect.errors(
                                "errors", refused(c, s, "{\"type\":\"state\",\"odd\":1}"), "extra_forbidden")),
                strict(
                        "ws-seed-checked",
                        "A seed below zero is refused.",
                        (c, s) -> Expect.errors(
                                "errors",
                                refused(c, s, "{\"type\":\"reset\",\"data\":{\"seed\":-1}}"),
                                "greater_than_equal")),
                strict("ws-binary", "A binary message is refused; the session goes on.", (c, s) -> {
                    c.sayBinary(RESET.getBytes(StandardCharsets.UTF_8));
                    Expect.equal(
                            "the error's code",
                            "INVALID_JSON",
                            Conversation.data(c.hear(), "error").get("code"));
                    result(c.ask(step(s), "observation"));
                }),
                strict(
                        "ws-not-an-object",
                        "JSON that is no object is refused; the session goes on.",
                        (c, s) -> refused(c, s, "[]", "INVALID_JSON")),
                strict(
                        "ws-request-id",
                        "A request_id comes back with its answer.",
                        (c, s) -> Expect.equal(
                                "request_id",
                                "r-1",
                                c.ask("{\"type\":\"state\",\"request_id\":\"r-1\"}")
                                        .get("request_id"))),
                check("ws-ping", "A ping is answered.", (c, s) -> c.ping()),
                check("ws-close", "A close is answered by close code 1000.", (c, s) -> {
                    c.say(CLOSE);
                    Expect.equal("the close code", 1000, c.closeCode());
                }),
                check("ws-late-close", "A close behind a step lets the step be answered.", (c, s) -> {
                    c.say(step(s));
                    c.say(CLOSE);
                    result(Conversation.data(c.hear(), "observation"));
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

    private static void withOne(ServerUnderTest server, BiConsumer<Conversation, ServerUnderTest> body) {
        try (Conversation conversation = server.open()) {
            body.accept(conversation, server);
        }
    }

    private static String step(ServerUnderTest server) {
        return message(server.action());
    }

    private static String message(String action) {
        return "{\"type\":\"step\",\"data\":" + action + "}";
    }

    static String withUnknownField(ServerUnderTest server) {
        String action = server.action().strip();
        return action.substring(0, action.length() - 1) + (action.equals("{}") ? "" : ",") + "\"no_such_field\":1}";
    }

    /** Checks the fields that every observation has. */
    static void result(Map<String, Object> data) {
        Expect.object("observation", data.get("observation"));
        Expect.that(data.containsKey("reward"), "a reward, possibly null", data);
        Object reward = data.get("reward");
        Expect.that(
                reward == null || (reward instanceof Number number && Double.isFinite(number.doubleValue())),
                "a finite reward or null",
                reward);
        Expect.that(data.get("done") instanceof Boolean, "done to be true or false", data);
    }

    private static void refused(Conversation conversation, ServerUnderTest server, String text, String code) {
        conversation.askInVain(text, code);
        goesOn(conversation, server);
    }

    /** Returns the errors of a message that must be refused as not valid. */
    private static Object refused(Conversation conversation, ServerUnderTest server, String text) {
        Object errors = conversation.askInVain(text, "VALIDATION_ERROR").get("errors");
        goesOn(conversation, server);
        return errors == null ? "none" : errors;
    }

    private static void goesOn(Conversation conversation, ServerUnderTest server) {
        Expect.equal(
                "step_count after a refusal",
                0,
                conversation.ask(STATE, "state").get("step_count"));
        result(conversation.ask(step(server), "observation"));
    }

    private static void inOrder(Conversation conversation, ServerUnderTest server) {
        List.of(RESET, step(server), STATE, step(server), STATE).forEach(conversation::say);
        result(Conversation.data(conversation.hear(), "observation"));
        result(Conversation.data(conversation.hear(), "observation"));
        Expect.equal(
                "step_count", 1, Conversation.data(conversation.hear(), "state").get("step_count"));
        result(Conversation.data(conversation.hear(), "observation"));
        Expect.equal(
                "step_count", 2, Conversation.data(conversation.hear(), "state").get("step_count"));
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
