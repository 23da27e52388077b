package org.openenv.core.host.tool;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.spi.Tool;
import org.openenv.core.spi.ToolResult;
import org.openenv.core.wire.rpc.JsonValue;
import org.openenv.core.wire.rpc.ToolInput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One tool: how it is described, and how it is called. Immutable. */
public final class ServedTool<A extends Action, O extends Observation, S extends State> {

    private static final Logger LOG = LoggerFactory.getLogger(ServedTool.class);
    private static final String PROPERTIES = "properties";

    private final String name;
    private final String description;
    private final Map<String, @Nullable Object> schema;
    private final BiFunction<Environment<A, O, S>, JsonValue, ToolResult> calling;

    private ServedTool(
            String name,
            String description,
            Map<String, @Nullable Object> schema,
            BiFunction<Environment<A, O, S>, JsonValue, ToolResult> calling) {
        this.name = name;
        this.description = description;
        this.schema = schema;
        this.calling = calling;
    }

    static <A extends Action, O extends Observation, S extends State, I extends Record> ServedTool<A, O, S> of(
            Tool<A, O, S, I> tool) {
        ToolInput<I> input = ToolInput.of(tool.input());
        Map<String, @Nullable Object> schema = input.schema();
        tool.meanings().forEach((parameter, meaning) -> explain(schema, parameter, meaning));
        return new ServedTool<>(
                tool.name(),
                tool.description(),
                schema,
                (environment, arguments) -> tool.call().call(environment, input.read(arguments)));
    }

    /** A tool whose arguments are an action. */
    static <A extends Action, O extends Observation, S extends State> ServedTool<A, O, S> step(
            String name, String description, Class<A> action, BiFunction<Environment<A, O, S>, A, ToolResult> step) {
        ToolInput<A> input = ToolInput.of(action);
        return new ServedTool<>(
                name,
                description,
                input.schema(),
                (environment, arguments) -> step.apply(environment, input.read(arguments)));
    }

    @SuppressWarnings("unchecked") // a schema is made of maps
    private static void explain(Map<String, @Nullable Object> schema, String parameter, String meaning) {
        if (!(schema.get(PROPERTIES) instanceof Map<?, ?> properties)
                || !(properties.get(parameter) instanceof Map<?, ?> known)) {
            throw new IllegalArgumentException("a tool has no parameter '" + parameter + "' to give a meaning to");
        }
        ((Map<String, @Nullable Object>) known).put("description", meaning);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Whether it has a parameter of that name itself. */
    public boolean takes(String parameter) {
        return schema.get(PROPERTIES) instanceof Map<?, ?> properties && properties.containsKey(parameter);
    }

    /** Its name, description and schema, as {@code tools/list} tells them; the caller's own. */
    public Map<String, @Nullable Object> described() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("description", description);
        fields.put("inputSchema", schema);
        return fields;
    }

    /** Calls it on its session's lane; whatever it throws is its result. */
    public ToolResult call(Environment<A, O, S> environment, JsonValue arguments) {
        try {
            ToolResult result = calling.apply(environment, arguments);
            return result == null ? ToolResult.error("The tool '" + name + "' returned null.") : result;
        } catch (OpenEnvException told) {
            return ToolResult.error(String.valueOf(told.getMessage()));
        } catch (Exception failure) {
            LOG.warn("the tool '{}' threw", name, failure);
            String message = failure.getMessage();
            return ToolResult.error(
                    message == null || message.isBlank() ? failure.getClass().getSimpleName() : message);
        }
    }
}
