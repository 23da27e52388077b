package org.openenv.coding.server.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.core.spi.Door;
import org.openenv.core.spi.DoorAnswer;
import org.openenv.core.spi.DoorRequest;
import org.openenv.core.spi.DoorSessions;

/** {@code /execute} and {@code /contexts} as E2B's code interpreter answers them; a context is a session. */
final class ContextDoors {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int FAILED = 500;
    private static final String BEAT = "{\"type\": \"keepalive\"}\n";

    private final Contexts contexts = new Contexts();

    List<Door<CodeAction, CodeObservation, CodeState>> list() {
        return List.of(
                door("POST", "/execute", "Runs code in a context as E2B does, line by line.", this::execute)
                        .withSchemas(DoorSchemas.of("execute-request"), null)
                        .withBeat(BEAT),
                door("POST", "/contexts", "Opens a context, a session, as E2B does.", this::create)
                        .withSchemas(DoorSchemas.of("context-request"), DoorSchemas.of("context-answer")),
                door("GET", "/contexts", "Lists the contexts.", this::all)
                        .withSchemas(null, DoorSchemas.of("contexts-answer")),
                door(
                        "DELETE",
                        "/contexts/{id}",
                        "Ends a context.",
                        (request, sessions) -> with(request, sessions, context -> {
                            contexts.remove(sessions, context);
                            return DoorAnswer.json("null");
                        })),
                door(
                        "POST",
                        "/contexts/{id}/restart",
                        "Has a context begin anew.",
                        (request, sessions) -> with(request, sessions, context -> {
                            contexts.restart(sessions, context);
                            return DoorAnswer.json("null");
                        })));
    }

    private static Door<CodeAction, CodeObservation, CodeState> door(
            String method, String path, String summary, Door.Call<CodeAction, CodeObservation, CodeState> call) {
        return Door.of(method, path, summary, call);
    }

    private DoorAnswer with(
            DoorRequest request,
            DoorSessions<CodeAction, CodeObservation, CodeState> sessions,
            Function<Contexts.Context, DoorAnswer> work) {
        Contexts.Context context = contexts.find(sessions, request.id());
        return context == null ? notFound(request.id()) : work.apply(context);
    }

    private static DoorAnswer notFound(@Nullable String id) {
        return DoorAnswer.text(NOT_FOUND, "Context " + id + " not found");
    }

    private DoorAnswer create(DoorRequest asked, DoorSessions<CodeAction, CodeObservation, CodeState> sessions) {
        BodyFields fields = new BodyFields(Body.json(asked));
        String cwd = fields.text("cwd", false);
        String language = fields.text("language", false);
        fields.refuseIfWrong();
        if (!isPython(language)) {
            return otherLanguage(language);
        }
        try {
            return DoorAnswer.json(
                    json(contexts.create(sessions, cwd == null ? "" : cwd)).toString());
        } catch (Contexts.NoSuchFolder wrong) {
            return DoorAnswer.text(FAILED, "Failed to set working directory: " + wrong.getMessage());
        }
    }

    private DoorAnswer all(DoorRequest asked, DoorSessions<CodeAction, CodeObservation, CodeState> sessions) {
        ArrayNode all = Body.array();
        contexts.list(sessions).forEach(context -> all.add(json(context)));
        return DoorAnswer.json(all.toString());
    }

    private static ObjectNode json(Contexts.Context context) {
        return Body.object().put("id", context.id()).put("language", "python").put("cwd", context.cwd());
    }

    private DoorAnswer execute(DoorRequest asked, DoorSessions<CodeAction, CodeObservation, CodeState> sessions) {
        BodyFields fields = new BodyFields(Body.json(asked));
        String code = fields.text("code", true);
        String id = fields.text("context_id", false);
        String language = fields.text("language", false);
        Map<String, String> variables = variables(fields, Body.json(asked).path("env_vars"));
        fields.refuseIfWrong();
        boolean named = id != null && !id.isEmpty();
        if (named && language != null && !language.isEmpty()) {
            return DoorAnswer.text(BAD_REQUEST, "Only one of context_id or language can be provided");
        }
        if (!isPython(language)) {
            return otherLanguage(language);
        }
        Contexts.Context context = named ? contexts.find(sessions, String.valueOf(id)) : contexts.usual(sessions);
        return context == null
                ? notFound(id)
                : new DoorAnswer(
                        OK,
                        "application/x-ndjson",
                        new Execution(String.valueOf(code), variables).in(sessions, context));
    }

    private static Map<String, String> variables(BodyFields fields, JsonNode given) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
            fields.wrong("env_vars", "dict_type", "Input should be a valid dictionary");
        }
        for (Map.Entry<String, JsonNode> variable : given.properties()) {
            if (variable.getValue().isTextual()) {
                variables.put(variable.getKey(), variable.getValue().textValue());
            } else {
                fields.wrong("env_vars", "string_type", "Input should be a valid string for " + variable.getKey());
            }
        }
        return variables;
    }

    private static boolean isPython(@Nullable String language) {
        return language == null
                || language.isEmpty()
                || language.strip().toLowerCase(Locale.ROOT).equals("python");
    }

    private static DoorAnswer otherLanguage(@Nullable String language) {
        return DoorAnswer.text(FAILED, "Failed to create context: this server runs Python only, not " + language);
    }
}
