package org.openenv.core.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.core.FunctionCall;
import org.openenv.core.HostFunctions;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.wire.PlainRecords;
import org.openenv.core.wire.ServerMessage;

/**
 * Functions that a client offers to the programs of its episodes, each with a record of its arguments. Immutable. Several calls
 * are carried out at once.
 */
public final class ClientFunctions implements HostFunctions {

    private static final ClientFunctions NONE = new ClientFunctions(Map.of());

    private record Offered(Map<String, Object> description, Function<Map<String, Object>, CompletableFuture<?>> body) {}

    private final Map<String, Offered> byName;

    private ClientFunctions(Map<String, Offered> byName) {
        this.byName = byName;
    }

    /**
     * Returns none yet.
     *
     * @return none
     */
    public static ClientFunctions none() {
        return NONE;
    }

    /**
     * Returns these functions and one more, which programs call and wait for.
     *
     * @param name its name in the program, an identifier
     * @param description its docstring
     * @param arguments a record with its parameters; components that may be null can be left out
     * @param body carries it out; returns plain data: a record, map, list, text, number, truth or null. What it throws is raised
     *     in the program; {@link HostFunctions#failure} says as what
     * @param <T> the record's class
     * @return the functions
     * @throws IllegalArgumentException if a component of the record can't cross the wire
     */
    public <T> ClientFunctions with(
            String name, String description, Class<T> arguments, Function<T, ? extends @Nullable Object> body) {
        return with(name, description, arguments, false, read -> CompletableFuture.completedFuture(body.apply(read)));
    }

    /**
     * Returns these functions and one more, which programs await.
     *
     * @param name its name in the program, an identifier
     * @param description its docstring
     * @param arguments a record with its parameters
     * @param body carries it out, and need not be done when it returns
     * @param <T> the record's class
     * @return the functions
     * @throws IllegalArgumentException if a component of the record can't cross the wire
     */
    public <T> ClientFunctions withAsync(
            String name, String description, Class<T> arguments, Function<T, CompletableFuture<?>> body) {
        return with(name, description, arguments, true, body);
    }

    private <T> ClientFunctions with(
            String name,
            String description,
            Class<T> arguments,
            boolean async,
            Function<T, CompletableFuture<?>> body) {
        var records = new PlainRecords<>(Objects.requireNonNull(arguments, "arguments is required"));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", Objects.requireNonNull(name, "name is required"));
        told.put("description", Objects.requireNonNull(description, "description is required"));
        told.put("input_schema", records.schema());
        told.put("async", async);
        Map<String, Offered> more = new LinkedHashMap<>(byName);
        more.put(name, new Offered(told, fields -> body.apply(records.read(fields))));
        return new ClientFunctions(more);
    }

    /**
     * Returns a reset's options that offer these functions; the same if there are none.
     *
     * @param options what else is asked of the reset
     * @return the options
     */
    public ResetOptions offeredBy(ResetOptions options) {
        if (byName.isEmpty()) {
            return options;
        }
        List<Object> told = new ArrayList<>();
        byName.values().forEach(one -> told.add(one.description()));
        return options.withExtra(ResetOptions.TOOLS, told);
    }

    /**
     * Returns whether there are none.
     *
     * @return whether nothing is offered
     */
    public boolean isEmpty() {
        return byName.isEmpty();
    }

    @Override
    @SuppressWarnings("unchecked")
    public CompletableFuture<Object> call(FunctionCall call) {
        Offered function = byName.get(call.name());
        if (function == null) {
            return CompletableFuture.failedFuture(
                    HostFunctions.failure("NameError", "no function '" + call.name() + "' was offered"));
        }
        try {
            return (CompletableFuture<Object>) function.body().apply(call.arguments());
        } catch (OpenEnvException wrong) {
            return CompletableFuture.failedFuture(
                    wrong.details().get("errors") == null
                            ? wrong
                            : HostFunctions.failure(
                                    "TypeError",
                                    call.name() + "(): "
                                            + ServerMessage.Failed.of(wrong)
                                                    .toException()
                                                    .getMessage()));
        }
    }
}
