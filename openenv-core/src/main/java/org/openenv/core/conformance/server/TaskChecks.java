package org.openenv.core.conformance.server;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.openenv.core.conformance.check.Check;
import org.openenv.core.conformance.check.Check.Scope;
import org.openenv.core.conformance.check.Expect;
import org.openenv.core.conformance.check.NotApplicableException;
import org.openenv.core.wire.WireCodec;

/** The tasks of an environment, over HTTP; a server without them is not asked further. */
final class TaskChecks {

    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;
    private static final int BAD_INDEX = 400;
    private static final int NO_TASKS = 501;

    private TaskChecks() {}

    static List<Check<ServerUnderTest>> all() {
        return List.of(
                check("tasks-environments", "GET /list_environments lists names.", TaskChecks::name),
                check("tasks-unknown-environment", "Tasks of an unknown environment are a 404.", server -> {
                    name(server);
                    Map<String, Object> error =
                            server.http().get("/no_such_environment/splits").object(NOT_FOUND);
                    Expect.that(error.get("detail") instanceof String, "a detail", error);
                }),
                check("tasks-missing-split", "A request without its split is refused with 422.", server -> {
                    String path = "/" + name(server) + "/num_tasks";
                    Expect.errors(
                            "detail",
                            server.http().post(path, "{}").object(UNPROCESSABLE).get("detail"),
                            "missing");
                }),
                check("tasks-splits", "Each split has a name and a type.", server -> splits(server, name(server))),
                check("tasks-count", "As many tasks are had as are counted.", TaskChecks::counts));
    }

    private static Check<ServerUnderTest> check(String name, String promise, Consumer<ServerUnderTest> body) {
        return new Check<>(name, promise, Scope.PROTOCOL, body);
    }

    /** Returns the name of the first environment. */
    private static String name(ServerUnderTest server) {
        HttpDoor.Answer answer = server.http().get("/list_environments");
        if (answer.status() == NOT_FOUND) {
            throw new NotApplicableException("the server has no tasks: GET /list_environments is answered with 404");
        }
        List<?> names = Expect.array("the environments", answer.json(200));
        Expect.that(
                !names.isEmpty() && names.stream().allMatch(String.class::isInstance), "names of environments", names);
        return String.valueOf(names.get(0));
    }

    private static List<?> splits(ServerUnderTest server, String name) {
        HttpDoor.Answer answer = server.http().get("/" + name + "/splits");
        if (answer.status() == NO_TASKS) {
            throw new NotApplicableException("the environment has no tasks: " + answer.body());
        }
        List<?> splits = Expect.array("the splits", answer.json(200));
        for (Object each : splits) {
            Map<String, Object> split = Expect.object("each of the splits", each);
            Expect.that(
                    split.get("name") instanceof String && split.get("type") instanceof String,
                    "each of the splits to have a name and a type",
                    split);
        }
        return splits;
    }

    private static void counts(ServerUnderTest server) {
        String name = name(server);
        for (Object each : splits(server, name)) {
            String split = WireCodec.writeValue(
                    String.valueOf(Expect.object("a split", each).get("name")));
            Object total = ask(server, name, "num_tasks", "{\"split\":" + split + "}")
                    .object(200)
                    .get("num_tasks");
            Expect.that(total instanceof Integer, "num_tasks", total);
            if (total instanceof Integer count && count > 0) {
                Expect.that(at(server, name, split, 0).object(200).containsKey("task"), "a task", "none");
                Expect.array(
                        "tasks",
                        ask(server, name, "task_range", "{\"split\":" + split + ",\"start\":0,\"stop\":1}")
                                .object(200)
                                .get("tasks"));
                at(server, name, split, count).object(BAD_INDEX);
            }
        }
    }

    private static HttpDoor.Answer at(ServerUnderTest server, String name, String split, int index) {
        return ask(server, name, "task", "{\"split\":" + split + ",\"index\":" + index + "}");
    }

    private static HttpDoor.Answer ask(ServerUnderTest server, String name, String what, String body) {
        return server.http().post("/" + name + "/" + what, body);
    }
}
