package org.openenv.core.wire;

import static org.openenv.core.wire.type.record.AnyType.field;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.FieldMap;
import org.openenv.core.ForkOptions;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.wire.type.JsonWriter;
import org.openenv.core.wire.type.WireType;

/** Writes messages field by field, the records inside them by their types. */
final class Envelopes {

    private static final String METADATA = "metadata";

    /** Whether a record has a component of that name, which is then what the observation says. */
    private static final ClassValue<Boolean> OWN_METADATA = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return !type.isRecord()
                    || Arrays.stream(type.getRecordComponents())
                            .anyMatch(component -> component.getName().equals(METADATA));
        }
    };

    private final WireType actions;
    private final WireType observations;
    private final WireType states;

    Envelopes(WireType actions, WireType observations, WireType states) {
        this.actions = actions;
        this.observations = observations;
        this.states = states;
    }

    String message(ServerMessage<?, ?> message, @Nullable String requestId) {
        JsonWriter json = new JsonWriter(ErrorCode.EXECUTION_ERROR).begin();
        if (message instanceof ServerMessage.Observed<?, ?> observed) {
            json.name("type").string("observation").name("data").begin();
            StepResult<?> result = result(observed.result(), json);
            if (!result.metadata().isEmpty()) {
                field(json, METADATA, result.metadata());
            }
            json.end();
        } else if (message instanceof ServerMessage.Taken<?, ?> taken) {
            taken(taken, json);
        } else if (message instanceof ServerMessage.Forked<?, ?> forked) {
            json.name("type").string("fork").name("data");
            copies(forked, json);
        } else if (message instanceof ServerMessage.StateIs<?, ?> state) {
            json.name("type").string("state").name("data");
            value("state", states, state.state(), json);
        } else if (message instanceof ServerMessage.Interrupted<?, ?> interrupted) {
            json.name("type").string("interrupt").name("data").begin();
            field(json, "interrupted", interrupted.interrupted()).end();
        } else if (message instanceof ServerMessage.Validation<?, ?> validation) {
            json.name("type").string(validation.type());
            field(json, "data", validation.data());
        } else if (message instanceof ServerMessage.DoorAnswer<?, ?> answer) {
            json.name("type").string(answer.door()).name("data").put(answer.json());
        } else if (message instanceof ServerMessage.Output<?, ?> output) {
            json.name("type").string("output").name("data").begin();
            field(json, "stream", output.chunk().stream());
            field(json, "text", output.chunk().text());
            field(json, "offset", output.chunk().offset()).end();
        } else if (message instanceof ServerMessage.Called<?, ?> called) {
            json.name("type").string("tool_call").name("data").begin();
            field(json, ToStepFields.CALL_ID, called.callId());
            field(json, "name", called.call().name());
            field(json, "arguments", called.call().arguments()).end();
        } else if (message instanceof ServerMessage.Heard<?, ?> heard) {
            json.name("type").string(heard.type()).name("data").begin();
            field(json, "taken", true).end();
        } else if (message instanceof ServerMessage.AboutFiles<?, ?> files) {
            json.name("type").string("files");
            field(json, "data", files.data());
        } else if (message instanceof ServerMessage.RpcAnswer<?, ?> rpc) {
            json.name("type").string("mcp");
            field(json, "data", rpc.answer());
        } else {
            ServerMessage.Failed<?, ?> failed = (ServerMessage.Failed<?, ?>) message;
            failure(failed, json);
            return end(requestId == null ? failed.requestId() : requestId, json);
        }
        return end(requestId, json);
    }

    private void taken(ServerMessage.Taken<?, ?> taken, JsonWriter json) {
        json.name("type").string("steps").name("data").begin().name("results");
        json.beginArray();
        for (StepResult<?> result : taken.results()) {
            json.element();
            json.begin();
            result(result, json);
            if (!result.metadata().isEmpty()) {
                field(json, METADATA, result.metadata());
            }
            json.end();
        }
        json.endArray();
        json.name("error");
        if (taken.failure() == null) {
            json.nothing();
        } else {
            json.begin();
            reason(taken.failure(), json);
        }
        json.end();
    }

    private static void copies(ServerMessage.Forked<?, ?> forked, JsonWriter json) {
        json.begin().name("sessions");
        json.beginArray();
        for (ServerMessage.Forked.Copy<?, ?> copy : forked.copies()) {
            json.element();
            json.begin();
            if (copy.failure() != null) {
                json.name("error").begin();
                reason(copy.failure(), json);
            } else {
                field(json, "session_id", copy.sessionId());
                field(json, "episode_id", copy.episodeId());
                field(json, METADATA, copy.metadata());
            }
            json.end();
        }
        json.endArray();
        json.end();
    }

    private static void failure(ServerMessage.Failed<?, ?> failed, JsonWriter json) {
        json.name("type").string("error").name("data").begin();
        reason(failed, json);
    }

    private static void reason(ServerMessage.Failed<?, ?> failed, JsonWriter json) {
        field(json, "message", failed.message());
        field(json, "code", failed.code().name());
        failed.details().forEach((name, value) -> field(json, name, value));
        json.end();
    }

    /** Writes the body of an HTTP answer: always with metadata beside the observation, null where there is none. */
    String body(ServerMessage<?, ?> message) {
        JsonWriter json = new JsonWriter(ErrorCode.EXECUTION_ERROR);
        if (message instanceof ServerMessage.Observed<?, ?> observed) {
            json.begin();
            StepResult<?> result = result(observed.result(), json);
            return field(json, METADATA, result.metadata().isEmpty() ? null : result.metadata())
                    .end()
                    .toString();
        }
        if (message instanceof ServerMessage.StateIs<?, ?> state) {
            value("state", states, state.state(), json);
            return json.toString();
        }
        if (message instanceof ServerMessage.Forked<?, ?> forked) {
            copies(forked, json);
            return json.toString();
        }
        throw new IllegalArgumentException("a failure has no body of its own: " + message);
    }

    /** Writes the fields of a result: the observation with the metadata in it, where typed clients look; reward; done. */
    private StepResult<?> result(StepResult<?> result, JsonWriter json) {
        Objects.requireNonNull(result, "the environment returned null in the place of a result");
        json.name("observation");
        value("observation", observations, result.observation(), json);
        if (!hasOwnMetadata(result.observation())) {
            field(json.reopen(), METADATA, result.metadata()).end();
        }
        field(json, "reward", result.reward());
        field(json, "done", result.done());
        return result;
    }

    private static boolean hasOwnMetadata(Object observation) {
        return observation instanceof FieldMap map
                ? map.fields().containsKey(METADATA)
                : OWN_METADATA.get(observation.getClass());
    }

    private static void value(String what, WireType type, Object value, JsonWriter json) {
        Objects.requireNonNull(value, what + " can't be written: the environment returned null");
        json.value(what, type, value);
    }

    String message(ClientMessage<?> message) {
        JsonWriter json = new JsonWriter(ErrorCode.VALIDATION_ERROR).begin();
        if (message instanceof ClientMessage.Step<?> step) {
            json.name("type").string("step").name("data").value("action", actions, step.action());
            parameters(step.options(), json);
        } else if (message instanceof ClientMessage.Steps<?> steps) {
            steps(steps, json);
        } else if (message instanceof ClientMessage.Fork<?> fork) {
            fork(fork, json);
        } else if (message instanceof ClientMessage.Reset<?> reset) {
            json.name("type").string("reset").name("data").begin();
            parameters(reset.options(), json);
            json.end();
        } else if (message instanceof ClientMessage.Validation<?> validation) {
            json.name("type").string(validation.type());
            field(json, "data", validation.message().get("data").plain());
        } else if (message instanceof ClientMessage.DoorCall<?> call) {
            json.name("type").string(call.door()).name("data").put(call.json());
        } else if (message instanceof ClientMessage.Files<?> files) {
            json.name("type").string("files");
            field(json, "data", files.data());
        } else if (message instanceof ClientMessage.Input<?> input) {
            json.name("type").string("input").name("data").begin();
            field(json, ToStepFields.TEXT, input.text());
            flag(ToStepFields.EOF, input.last(), json);
            json.end();
        } else if (message instanceof ClientMessage.ToolAnswer<?> answer) {
            toolAnswer(answer, json);
        } else if (message instanceof ClientMessage.Rpc<?> rpc) {
            json.name("type").string("mcp");
            field(json, "data", rpc.call().plain());
        } else {
            json.name("type").string(typeWithoutData(message));
        }
        return end(message.requestId(), json);
    }

    private static void toolAnswer(ClientMessage.ToolAnswer<?> answer, JsonWriter json) {
        json.name("type").string(answer.type()).name("data").begin();
        field(json, ToStepFields.CALL_ID, answer.callId());
        if (answer.error() == null) {
            field(json, ToStepFields.RESULT, answer.result());
        } else {
            field(json, ToStepFields.MESSAGE, answer.error());
        }
        if (answer.errorType() != null) {
            field(json, ToStepFields.ERROR_TYPE, answer.errorType());
        }
        json.end();
    }

    private void steps(ClientMessage.Steps<?> steps, JsonWriter json) {
        json.name("type").string("steps").name("data").begin().name("actions");
        json.beginArray();
        for (Object action : steps.actions()) {
            json.element();
            json.value("action", actions, action);
        }
        json.endArray();
        field(json, RequestFields.STOP_ON_ERROR, steps.stopOnError()).end();
        parameters(steps.options(), json);
    }

    private static void flag(String name, boolean set, JsonWriter json) {
        if (set) {
            field(json, name, true);
        }
    }

    /** Fields that say what is so anyway are left out. */
    private static void fork(ClientMessage.Fork<?> fork, JsonWriter json) {
        json.name("type").string("fork").name("data").begin();
        field(json, RequestFields.COUNT, fork.count());
        if (fork.options().mode() != ForkOptions.Mode.AUTO) {
            field(json, RequestFields.FORK, ForkFields.name(fork.options().mode()));
        }
        flag(RequestFields.RESEED, fork.options().reseed(), json);
        flag(RequestFields.PARTIAL, fork.terms().partial(), json);
        flag(RequestFields.FROZEN, fork.terms().frozen(), json);
        flag(RequestFields.WITH_PARENT, fork.terms().withParent(), json);
        json.end();
    }

    private static void parameters(StepOptions options, JsonWriter json) {
        Duration timeout = options.timeout();
        if (timeout != null) {
            field(json, RequestFields.TIMEOUT, timeout.getSeconds() + timeout.getNano() / 1e9);
        }
        options.extras().forEach((name, value) -> field(json, name, value));
        if (options.onOutput() != null) {
            field(json, StepOptions.STREAM, true);
        }
        flag(StepOptions.INTERACTIVE, options.input() != null, json);
    }

    private static void parameters(ResetOptions options, JsonWriter json) {
        Map<String, Object> extras = options.extras();
        if (options.seed() != null && !extras.containsKey(RequestFields.SEED)) {
            field(json, RequestFields.SEED, options.seed());
        }
        if (options.episodeId() != null && !extras.containsKey(RequestFields.EPISODE_ID)) {
            field(json, RequestFields.EPISODE_ID, options.episodeId());
        }
        extras.forEach((name, value) -> field(json, name, value));
    }

    private static String typeWithoutData(ClientMessage<?> message) {
        if (message instanceof ClientMessage.GetState) {
            return "state";
        }
        return message instanceof ClientMessage.Interrupt ? "interrupt" : "close";
    }

    private static String end(@Nullable String requestId, JsonWriter json) {
        if (requestId != null) {
            json.name(RequestFields.REQUEST_ID).string(requestId);
        }
        return json.end().toString();
    }
}
