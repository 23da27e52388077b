package org.openenv.coding.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.HostFunction;
import org.openenv.core.ErrorCode;
import org.openenv.core.HostFunctions;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;

/**
 * The functions that a client offers to the programs of an episode, and how long it may take to answer a call. Immutable.
 *
 * @param functions them
 * @param patience how long a call may take
 */
record OfferedFunctions(List<HostFunction> functions, Duration patience) {

    static final OfferedFunctions NONE = new OfferedFunctions(List.of(), Duration.ofMinutes(1));

    private static final String TIMEOUT = "tool_timeout";
    private static final int MOST = 128;
    private static final int MOST_CHARACTERS = 256 * 1024;
    private static final double LONGEST_SECONDS = 3600;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final Set<String> KEYWORDS = Set.of(
            ("False None True and as assert async await break class continue def del elif else except finally for from global if"
                            + " import in is lambda nonlocal not or pass raise return try while with yield")
                    .split(" "));
    private static final Set<String> FIELDS = Set.of("name", "description", "input_schema", "async");

    /** Reads the extras of a reset. */
    static OfferedFunctions of(Extras extras) {
        Object asked = extras.get(ResetOptions.TOOLS);
        Duration patience = patience(extras.get(TIMEOUT));
        if (asked == null) {
            return new OfferedFunctions(List.of(), patience);
        }
        if (!(asked instanceof List<?> list) || list.size() > MOST) {
            throw bad("tools must be a list of at most " + MOST + " functions");
        }
        if (asked.toString().length() > MOST_CHARACTERS) {
            throw bad("tools are larger than " + MOST_CHARACTERS + " characters together");
        }
        List<HostFunction> functions = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Object one : list) {
            HostFunction function = function(one);
            if (!names.add(function.name())) {
                throw bad("tools: there are two of the name '" + function.name() + "'");
            }
            functions.add(function);
        }
        return new OfferedFunctions(List.copyOf(functions), patience);
    }

    private static Duration patience(@Nullable Object asked) {
        if (asked == null) {
            return NONE.patience();
        }
        if (asked instanceof Number seconds && seconds.doubleValue() > 0 && seconds.doubleValue() <= LONGEST_SECONDS) {
            return Duration.ofNanos((long) (seconds.doubleValue() * 1e9));
        }
        throw bad(
                TIMEOUT + " must be a number of seconds above 0, at most " + (int) LONGEST_SECONDS + ", was " + asked);
    }

    private static HostFunction function(@Nullable Object one) {
        if (!(one instanceof Map<?, ?> fields)) {
            throw bad("tools: each must be an object with name, description, input_schema and async, was " + one);
        }
        for (Object field : fields.keySet()) {
            if (!FIELDS.contains(String.valueOf(field))) {
                throw bad("tools: there is no field '" + field
                        + "'; a tool has name, description, input_schema and async");
            }
        }
        if (!(fields.get("name") instanceof String name)
                || !NAME.matcher(name).matches()
                || name.startsWith("__")
                || name.equals("ToolError")
                || KEYWORDS.contains(name)) {
            throw bad(
                    "tools: a name must be a Python identifier of at most 64 ASCII characters, no keyword and not ToolError, was "
                            + fields.get("name"));
        }
        Object description = fields.get("description");
        Object schema = fields.get("input_schema");
        Object async = fields.get("async");
        if (description != null && !(description instanceof String)) {
            throw bad("tools: the description of '" + name + "' must be text");
        }
        if (schema != null && !(schema instanceof Map)) {
            throw bad("tools: the input_schema of '" + name + "' must be an object");
        }
        if (async != null && !(async instanceof Boolean)) {
            throw bad("tools: async of '" + name + "' must be true or false");
        }
        return new HostFunction(
                name,
                description == null ? "" : (String) description,
                schema instanceof Map<?, ?> map ? texts(map) : Map.of(),
                Boolean.TRUE.equals(async));
    }

    private static Map<String, Object> texts(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    private static OpenEnvException bad(String why) {
        return new OpenEnvException(ErrorCode.VALIDATION_ERROR, why);
    }

    /** What carries the calls of a step out: none of a function that was not offered, and none for ever. */
    @Nullable
    HostFunctions answeredBy(@Nullable HostFunctions client) {
        if (functions.isEmpty()) {
            return null;
        }
        return call -> {
            if (functions.stream().noneMatch(function -> function.name().equals(call.name()))) {
                return CompletableFuture.failedFuture(
                        HostFunctions.failure("NameError", "no function '" + call.name() + "' was offered"));
            }
            if (client == null) {
                return CompletableFuture.failedFuture(HostFunctions.failure(
                        "ConnectionError",
                        "nobody is there to answer: this step was not taken by the client's socket"));
            }
            CompletableFuture<Object> asked = client.call(call);
            CompletableFuture<Object> answer = asked.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(failure -> {
                        if (failure instanceof TimeoutException) {
                            throw HostFunctions.failure(
                                    "TimeoutError",
                                    call.name() + "() was not answered within " + patience.toMillis() + " ms");
                        }
                        throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
                    });
            var unused = answer.whenComplete((result, failure) -> {
                if (answer.isCancelled()) { // nobody waits for it any more
                    asked.cancel(false);
                }
            });
            return answer;
        };
    }
}
