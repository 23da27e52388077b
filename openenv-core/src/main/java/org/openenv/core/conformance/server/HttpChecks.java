package org.openenv.core.conformance.server;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.openenv.core.conformance.check.Check;
import org.openenv.core.conformance.check.Check.Scope;
import org.openenv.core.conformance.check.Expect;

/** Episodes over plain HTTP, and the bodies of their errors. */
final class HttpChecks {

    private static final int UNPROCESSABLE = 422;

    private HttpChecks() {}

    static List<Check<ServerUnderTest>> all() {
        return List.of(
                check("http-reset", "POST /reset answers an observation.", s -> {
                    HttpDoor.Answer answer = s.http().post("/reset", "{}");
                    Messages.result(answer.object(200));
                    Expect.that(
                            answer.headers()
                                    .getOrDefault("content-type", "none")
                                    .startsWith("application/json"),
                            "the content type to be application/json",
                            answer.headers().get("content-type"));
                }),
                check(
                        "http-step",
                        "POST /step answers an observation.",
                        s -> Messages.result(
                                s.http().post("/step", step(s.action())).object(200))),
                check("http-state", "GET /state tells episode_id and step_count.", s -> {
                    Map<String, Object> state = s.http().get("/state").object(200);
                    Expect.that(state.containsKey("episode_id"), "an episode_id, possibly null", state);
                    Expect.that(state.get("step_count") instanceof Integer, "a step_count", state);
                }),
                strict("http-episode", "Plain calls act on one episode.", HttpChecks::episode),
                refusal("http-bad-seed", "A seed below zero", "/reset", "{\"seed\":-1}", "greater_than_equal"),
                refusal("http-bad-episode-id", "An episode id that is no text", "/reset", idFive(), "string_type"),
                refusal("http-invalid-json", "A body that is not JSON", "/reset", "{bad", "json_invalid"),
                refusal("http-missing-action", "A step without an action", "/step", "{}", "missing"),
                refusal("http-bad-timeout", "A timeout of zero", "/step", zeroTimeout(), "greater_than"),
                check("http-unknown-action-field", "An action with a field too many is refused with 422.", s -> {
                    s.needsStrictActions();
                    refused(s, "/step", step(Messages.withUnknownField(s.action())), "extra_forbidden");
                }));
    }

    private static String idFive() {
        return "{\"episode_id\":5}";
    }

    private static String zeroTimeout() {
        return "{\"action\":{},\"timeout_s\":0}";
    }

    private static String step(String action) {
        return "{\"action\":" + action + "}";
    }

    private static Check<ServerUnderTest> check(String name, String promise, Consumer<ServerUnderTest> body) {
        return new Check<>(name, promise, Scope.PROTOCOL, episodes(body));
    }

    private static Check<ServerUnderTest> strict(String name, String promise, Consumer<ServerUnderTest> body) {
        return new Check<>(name, promise, Scope.STRICT, episodes(body));
    }

    private static Consumer<ServerUnderTest> episodes(Consumer<ServerUnderTest> body) {
        return server -> {
            server.needsEpisodesOverHttp();
            body.accept(server);
        };
    }

    private static Check<ServerUnderTest> refusal(String name, String what, String path, String body, String type) {
        return check(name, what + " is refused with 422 and a list of errors.", s -> refused(s, path, body, type));
    }

    private static void refused(ServerUnderTest server, String path, String body, String type) {
        Expect.errors(
                "detail", server.http().post(path, body).object(UNPROCESSABLE).get("detail"), type);
    }

    private static void episode(ServerUnderTest server) {
        HttpDoor http = server.http();
        http.post("/reset", "{\"episode_id\":\"over-http\"}").object(200);
        http.post("/step", step(server.action())).object(200);
        Map<String, Object> state = http.get("/state").object(200);
        Expect.equal("episode_id", "over-http", state.get("episode_id"));
        Expect.equal("step_count", 1, state.get("step_count"));
    }
}
