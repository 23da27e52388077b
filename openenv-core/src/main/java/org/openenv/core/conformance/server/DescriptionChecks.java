package org.openenv.core.conformance.server;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.openenv.core.conformance.check.Check;
import org.openenv.core.conformance.check.Check.Scope;
import org.openenv.core.conformance.check.Expect;
import org.openenv.core.conformance.check.Level;
import org.openenv.core.conformance.schema.SchemaReferences;

/** What a server says about itself, without an episode. */
final class DescriptionChecks {

    private static final int NOT_FOUND = 404;
    private static final int WRONG_METHOD = 405;
    private static final List<String> EPISODES = List.of("/reset", "/step", "/state");

    private DescriptionChecks() {}

    static List<Check<ServerUnderTest>> all() {
        return List.of(
                check(
                        "http-health",
                        "GET /health says healthy.",
                        s -> Expect.equal(
                                "status",
                                "healthy",
                                s.http().get("/health").object(200).get("status"))),
                check("http-metadata", "GET /metadata names and describes the environment.", s -> {
                    Map<String, Object> metadata = s.http().get("/metadata").object(200);
                    Expect.that(metadata.get("name") instanceof String, "a name", metadata);
                    Expect.that(metadata.get("description") instanceof String, "a description", metadata);
                }),
                check("http-schema", "GET /schema describes action, observation and state.", DescriptionChecks::schema),
                check("http-openapi", "GET /openapi.json describes the routes of a version.", s -> {
                    Map<String, Object> description = openApi(s);
                    Expect.that(
                            Expect.object("info", description.get("info")).get("version") instanceof String,
                            "info.version to be a text",
                            description.get("info"));
                    Expect.object("paths", description.get("paths"));
                }),
                check(
                        "http-mode",
                        "/reset, /step and /state are described and served together, or none of them is.",
                        DescriptionChecks::mode),
                check(
                        "http-not-found",
                        "An unknown path is answered with 404 and a detail.",
                        s -> Expect.that(
                                s.http().get("/no/such/path").object(NOT_FOUND).containsKey("detail"),
                                "a detail",
                                "none")),
                check("http-wrong-method", "A wrong method is answered with 405 and Allow.", s -> {
                    HttpDoor.Answer answer = s.http().delete("/health");
                    Expect.that(answer.object(WRONG_METHOD).containsKey("detail"), "a detail", answer.body());
                    Expect.that(
                            answer.headers().getOrDefault("allow", "").matches("(.*,\\s*)?GET(\\s*,.*)?"),
                            "Allow to name GET",
                            answer.headers().get("allow"));
                }));
    }

    private static Check<ServerUnderTest> check(String name, String promise, Consumer<ServerUnderTest> body) {
        return new Check<>(name, promise, Scope.PROTOCOL, Level.STATIC, body);
    }

    private static void schema(ServerUnderTest server) {
        Map<String, Object> schemas = server.http().get("/schema").object(200);
        for (String part : List.of("action", "observation", "state")) {
            Object schema = schemas.get(part);
            Map<String, Object> resolved =
                    new SchemaReferences(Expect.object("the schema of the " + part, schema)).resolve(schema);
            Expect.that(
                    "object".equals(resolved.get("type"))
                            || resolved.containsKey("oneOf")
                            || resolved.containsKey("anyOf"),
                    "the schema of the " + part + " to be one of an object",
                    schema);
        }
    }

    private static Map<String, Object> openApi(ServerUnderTest server) {
        return server.http().get("/openapi.json").object(200);
    }

    private static void mode(ServerUnderTest server) {
        Map<String, Object> paths = Expect.object("paths", openApi(server).get("paths"));
        List<String> described = EPISODES.stream().filter(paths::containsKey).toList();
        Expect.that(
                described.isEmpty() || described.size() == EPISODES.size(),
                "all of " + EPISODES + " to be described, or none",
                described);
        List<String> served = EPISODES.stream()
                .filter(path -> server.http().delete(path).status() != NOT_FOUND)
                .toList();
        Expect.equal("the routes of episodes that are served", described, served);
    }
}
