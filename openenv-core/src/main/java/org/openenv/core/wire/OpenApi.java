package org.openenv.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.wire.type.Schemas;
import org.openenv.core.wire.type.record.JsonTree;

/** The OpenAPI 3.1 description of a server, made from the operations it serves and the records of its environment. */
public final class OpenApi {

    /**
     * One operation that a server has.
     *
     * @param method the HTTP method, such as {@code POST}
     * @param path the path, with {@code {id}} in the place of an id
     * @param summary one sentence for people
     * @param request the name of its body's schema, or {@code null} where it takes none
     * @param status the status of success
     * @param response the name of the answer's schema, or {@code null} where it is no JSON
     * @param errors the statuses of failure, each with a body {@code {"detail": …}}
     * @param ofSession whether the header {@code X-Session-ID} says which session it is for
     */
    public record Operation(
            String method,
            String path,
            String summary,
            @Nullable String request,
            int status,
            @Nullable String response,
            List<Integer> errors,
            boolean ofSession) {

        /**
         * Describes one that is for no session in particular.
         *
         * @param method the HTTP method, such as {@code POST}
         * @param path the path, with {@code {id}} in the place of an id
         * @param summary one sentence for people
         * @param request the name of its body's schema, or {@code null} where it takes none
         * @param status the status of success
         * @param response the name of the answer's schema, or {@code null} where it is no JSON
         * @param errors the statuses of failure, each with a body {@code {"detail": …}}
         */
        public Operation(
                String method,
                String path,
                String summary,
                @Nullable String request,
                int status,
                @Nullable String response,
                List<Integer> errors) {
            this(method, path, summary, request, status, response, errors, false);
        }

        /**
         * Returns the same for the session that {@code X-Session-ID} names.
         *
         * @return the copy
         */
        public Operation inSession() {
            return new Operation(method, path, summary, request, status, response, errors, true);
        }
    }

    private static final String SCHEMA_PREFIX = "#/components/schemas/";

    private OpenApi() {}

    /**
     * Describes a server.
     *
     * @param title the server's name
     * @param version the description's version, {@code 1.x}
     * @param server where it is: an absolute path, or one relative to the description
     * @param types the records of the environment at its root
     * @param operations what it serves
     * @param own the schemas of its own requests and answers, by name, as JSON text
     * @return the description as JSON text
     */
    public static String describe(
            String title,
            String version,
            String server,
            EnvironmentTypes<?, ?, ?> types,
            List<Operation> operations,
            Map<String, String> own) {
        ObjectNode document = Schemas.object();
        document.put("openapi", "3.1.0");
        document.putObject("info").put("title", title).put("version", version);
        document.putArray("servers").addObject().put("url", server);
        ObjectNode paths = document.putObject("paths");
        for (Operation operation : operations) {
            ObjectNode path =
                    paths.get(operation.path()) instanceof ObjectNode known ? known : paths.putObject(operation.path());
            path.set(operation.method().toLowerCase(Locale.ROOT), describe(operation));
        }
        document.putObject("components").set("schemas", schemas(types, own));
        return document.toString();
    }

    private static ObjectNode describe(Operation operation) {
        ObjectNode node = Schemas.object().put("summary", operation.summary());
        if (operation.path().contains("{id}")) {
            parameter(node, "id", "path").put("required", true);
        }
        if (operation.path().contains("{file}")) {
            parameter(node, "file", "path").put("required", true);
        }
        if (operation.ofSession()) {
            parameter(node, "X-Session-ID", "header").put("required", false);
        }
        if (operation.request() != null) {
            node.putObject("requestBody")
                    .put("required", operation.request().equals("StepRequest"))
                    .set("content", content(operation.request()));
        }
        ObjectNode responses = node.putObject("responses");
        ObjectNode success =
                responses.putObject(String.valueOf(operation.status())).put("description", "Success");
        if (operation.response() != null) {
            success.set("content", content(operation.response()));
        }
        for (int status : operation.errors()) {
            responses
                    .putObject(String.valueOf(status))
                    .put("description", "Failure")
                    .set("content", content(status == 422 ? "HTTPValidationError" : "Error"));
        }
        return node;
    }

    private static ObjectNode parameter(ObjectNode operation, String name, String in) {
        ArrayNode parameters =
                operation.get("parameters") instanceof ArrayNode known ? known : operation.putArray("parameters");
        ObjectNode parameter = parameters.addObject();
        parameter.put("name", name).put("in", in).putObject("schema").put("type", "string");
        return parameter;
    }

    private static JsonNode content(String schema) {
        ObjectNode content = Schemas.object();
        content.putObject("application/json").putObject("schema").put("$ref", SCHEMA_PREFIX + schema);
        return content;
    }

    /** The schemas that every server has, and in them those of the environment's own records. */
    private static ObjectNode schemas(EnvironmentTypes<?, ?, ?> types, Map<String, String> own) {
        try (InputStream fixed = OpenApi.class.getResourceAsStream("openapi-schemas.json")) {
            ObjectNode schemas = (ObjectNode) JsonTree.parse(new String(fixed.readAllBytes(), StandardCharsets.UTF_8));
            WireSchemas.addTo(schemas, types, SCHEMA_PREFIX);
            for (Map.Entry<String, String> schema : own.entrySet()) {
                schemas.set(schema.getKey(), JsonTree.parse(schema.getValue()));
            }
            return schemas;
        } catch (IOException e) {
            throw new UncheckedIOException("openapi-schemas.json can't be read", e);
        }
    }
}
