package org.openenv.core.conformance;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.openenv.core.conformance.Check.Scope;

/** The routes of a server: what it says about itself, plain episodes, and the bodies of its errors. */
final class HttpChecks {

    private static final int UNPROCESSABLE = 422;

    private HttpChecks() {}

    static List<Check<ServerUnderTest>> all() {
        return List.of(
                check(
                        "http-health",
                        "GET /health says healthy.",
                        s -> Expect.equal(
                                "status", "healthy", ok(s.get("/health")).get("status"))),
                check("http-metadata", "GET /metadata names and describes the environment.", HttpChecks::metadata),
                check("http-schema", "GET /schema describes action, observation and state.", HttpChecks::schema),
                check(
                        "http-not-found",
                        "An unknown path is answered with 404 and a detail.",
                        s -> Expect.that(
                                ServerUnderTest.body(404, s.get("/no/such/path"))
                                        .containsKey("detail"),
                                "a detail",
                                "none")),
                check("http-wrong-method", "A wrong method is answered with 405 and Allow.", s -> {
                    HttpResponse<String> response = s.delete("/health");
                    Expect.that(ServerUnderTest.body(405, response).containsKey("detail"), "a detail", response.body());
                    Expect.equal(
                            "Allow",
                            "GET",
                            response.headers().firstValue("allow").orElse("none"));
                }),
                check("http-reset", "POST /reset answers an observation.", s -> {
                    HttpResponse<String> response = s.post("/reset", "{}");
                    SocketChecks.result(ok(response));
                    Expect.that(
                            response.headers()
                                    .firstValue("content-type")
                                    .orElse("none")
                                    .startsWith("application/json"),
                            "the content type to be application/json",
                            response.headers().map());
                }),
                check(
                        "http-step",
                        "POST /step answers an observation.",
                        s -> SocketChecks.result(ok(s.post("/step", "{\"action\":" + s.action() + "}")))),
                check("http-state", "GET /state tells episode_id and step_count.", s -> {
                    Map<String, Object> state = ok(s.get("/state"));
                    Expect.that(state.containsKey("episode_id"), "an episode_id, possibly null", state);
                    Expect.that(state.get("step_count") instanceof Integer, "a step_count", state);
                }),
                strict("http-episode", "Plain calls act on one episode.", HttpChecks::episode),
                refusal("http-bad-seed", "A seed below zero", "/reset", "{\"seed\":-1}", "greater_than_equal"),
                refusal("http-bad-episode-id", "An episode id that is no text", "/reset", idFive(), "string_type"),
                refusal("http-invalid-json", "A body that is not JSON", "/reset", "{bad", "json_invalid"),
                refusal("http-missing-action", "A step without an action", "/step", "{}", "missing"),
                refusal("http-bad-timeout", "A timeout of zero", "/step", zeroTimeout(), "greater_than"),
                check(
                        "http-unknown-action-field",
                        "An action with a field too many is refused with 422.",
                        s -> refused(
                                s,
                                "/step",
                                "{\"action\":" + SocketChecks.withUnknownField(s) + "}",
                                "extra_forbidden")));
    }

    private static String idFive() {
        return "{\"episode_id\":5}";
    }

    private static String zeroTimeout() {
        return "{\"action\":{},\"timeout_s\":0}";
    }

    private static Check<ServerUnderTest> check(String name, String promise, Consumer<ServerUnderTest> body) {
        return new Check<>(name, promise, Scope.PROTOCOL, body);
    }

    private static Check<ServerUnderTest> strict(String name, String promise, Consumer<ServerUnderTest> body) {
        return new Check<>(name, promise, Scope.STRICT, body);
    }

    private static Check<ServerUnderTest> refusal(String name, String what, String path, String body, String type) {
        return check(name, what + " is refused with 422 and a list of errors.", s -> refused(s, path, body, type));
    }

    private static void refused(ServerUnderTest server, String path, String body, String type) {
        Expect.errors(
                "detail",
                ServerUnderTest.body(UNPROCESSABLE, server.post(path, body)).get("detail"),
                type);
    }

    private static Map<String, Object> ok(HttpResponse<String> response) {
        return ServerUnderTest.body(200, response);
    }

    private static void metadata(ServerUnderTest server) {
        Map<String, Object> metadata = ok(server.get("/metadata"));
        Expect.that(metadata.get("name") instanceof String, "a name", metadata);
        Expect.that(metadata.get("description") instanceof String, "a description", metadata);
    }

    private static void schema(ServerUnderTest server) {
        Map<String, Object> schemas = ok(server.get("/schema"));
        for (String part : List.of("action", "observation", "state")) {
            Map<String, Object> schema = Expect.object("the schema of the " + part, schemas.get(part));
            Expect.that(
                    "object".equals(schema.get("type")) || schema.containsKey("oneOf") || schema.containsKey("anyOf"),
                    "the schema of the " + part + " to be one of an object",
                    schema);
        }
    }

    private static void episode(ServerUnderTest server) {
        ok(server.post("/reset", "{\"episode_id\":\"over-http\"}"));
        ok(server.post("/step", "{\"action\":" + server.action() + "}"));
        Map<String, Object> state = ok(server.get("/state"));
        Expect.equal("episode_id", "over-http", state.get("episode_id"));
        Expect.equal("step_count", 1, state.get("step_count"));
    }
}
