package org.openenv.core.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;

/**
 * Turns the messages of one environment into texts and back, for a host and for a client. Immutable and safe for use by
 * several threads.
 *
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 * @param <S> the environment's state
 */
public final class WireCodec<A extends Action, O extends Observation, S extends State> {

    private final SocketRequests<A> socket;
    private final HttpRequests<A> http;
    private final ServerMessages<O, S> answers;

    /**
     * Makes the codec of an environment.
     *
     * @param types the environment's records
     */
    public WireCodec(EnvironmentTypes<A, O, S> types) {
        Objects.requireNonNull(types, "types is required");
        RecordReader<A> actions = RecordReader.strict(types.action());
        socket = new SocketRequests<>(actions);
        http = new HttpRequests<>(actions);
        answers = new ServerMessages<>(types);
    }

    /**
     * Reads a client's WebSocket message.
     *
     * @param text the message
     * @return what the client asks
     * @throws OpenEnvException with {@code INVALID_JSON}, {@code UNKNOWN_TYPE} or {@code VALIDATION_ERROR}
     */
    public ClientMessage<A> readClientMessage(String text) {
        return socket.read(text);
    }

    /**
     * Reads the body of {@code POST /reset}.
     *
     * @param body the body, possibly empty
     * @param contentType the {@code Content-Type} header, or {@code null}
     * @return what the client asks
     * @throws OpenEnvException with {@code VALIDATION_ERROR}; its details' {@code errors} are the 422 body's {@code detail}
     */
    public ClientMessage.Reset<A> readResetBody(byte[] body, @Nullable String contentType) {
        return http.reset(body, contentType);
    }

    /**
     * Reads the body of {@code POST /step}.
     *
     * @param body the body, possibly empty
     * @param contentType the {@code Content-Type} header, or {@code null}
     * @return what the client asks
     * @throws OpenEnvException with {@code VALIDATION_ERROR}; its details' {@code errors} are the 422 body's {@code detail}
     */
    public ClientMessage.Step<A> readStepBody(byte[] body, @Nullable String contentType) {
        return http.step(body, contentType);
    }

    /**
     * Writes a server's WebSocket message.
     *
     * @param message the answer
     * @param requestId the id of the request it answers, or {@code null}
     * @return the text
     */
    public String write(ServerMessage<O, S> message, @Nullable String requestId) {
        if (message instanceof ServerMessage.Observed<O, S> observed) {
            return MessageWriter.message(
                    "observation", requestId, json -> MessageWriter.result(json, observed.result()));
        }
        if (message instanceof ServerMessage.StateIs<O, S> state) {
            return MessageWriter.object(json -> {
                json.writeStringField("type", "state");
                json.writePOJOField("data", state.state());
                MessageWriter.requestId(json, requestId);
            });
        }
        if (message instanceof ServerMessage.Interrupted<O, S> interrupted) {
            return MessageWriter.message(
                    "interrupt", requestId, json -> json.writeBooleanField("interrupted", interrupted.interrupted()));
        }
        ServerMessage.Failed<O, S> failed = (ServerMessage.Failed<O, S>) message;
        return MessageWriter.message("error", requestId, json -> {
            json.writeStringField("message", failed.message());
            json.writeStringField("code", failed.code().name());
            MessageWriter.fields(json, failed.details());
        });
    }

    /**
     * Writes the HTTP body that answers a request which succeeded.
     *
     * @param message an observation or a state
     * @param requestId the id of the request it answers, or {@code null}
     * @return the text
     * @throws IllegalArgumentException if the message is a failure
     */
    public String writeBody(ServerMessage<O, S> message, @Nullable String requestId) {
        if (message instanceof ServerMessage.Observed<O, S> observed) {
            return MessageWriter.object(json -> {
                MessageWriter.result(json, observed.result());
                MessageWriter.requestId(json, requestId);
            });
        }
        if (message instanceof ServerMessage.StateIs<O, S> state) {
            return writeValue(state.state());
        }
        throw new IllegalArgumentException("a failure has no body of its own: " + message);
    }

    /**
     * Writes any value as JSON in the manner of the wire: snake case, compact, no lone surrogates.
     *
     * @param value a record, map, list, text, number or boolean
     * @return the text
     */
    public static String writeValue(Object value) {
        return Json.withoutLoneSurrogates(Json.MAPPER.valueToTree(value).toString());
    }

    /**
     * Reads any JSON text.
     *
     * @param text the text
     * @return a map, list, text, number or boolean, or {@code null}
     * @throws OpenEnvException with {@code INVALID_ANSWER} if it is none
     */
    public static @Nullable Object readValue(String text) {
        try {
            return Json.MAPPER.treeToValue(Json.read(text), Object.class);
        } catch (JsonSyntaxException | JsonProcessingException e) {
            throw new OpenEnvException(
                    ErrorCode.INVALID_ANSWER,
                    "this is not JSON: " + text.substring(0, Math.min(text.length(), 200)),
                    e);
        }
    }

    /**
     * Writes a client's WebSocket message, leaving out every field that the caller did not set.
     *
     * @param message what the client asks
     * @return the text
     */
    public String write(ClientMessage<A> message) {
        if (message instanceof ClientMessage.Step<A> step) {
            Duration timeout = step.options().timeout();
            return MessageWriter.object(json -> {
                json.writeStringField("type", "step");
                json.writePOJOField("data", step.action());
                if (timeout != null) {
                    json.writeNumberField(RequestFields.TIMEOUT, timeout.toNanos() / 1e9);
                }
                MessageWriter.requestId(json, step.requestId());
            });
        }
        if (message instanceof ClientMessage.Reset<A> reset) {
            return MessageWriter.message(
                    "reset", reset.requestId(), json -> MessageWriter.fields(json, resetFields(reset)));
        }
        return MessageWriter.object(json -> {
            json.writeStringField("type", typeWithoutData(message));
            MessageWriter.requestId(json, message.requestId());
        });
    }

    private static String typeWithoutData(ClientMessage<?> message) {
        if (message instanceof ClientMessage.GetState) {
            return "state";
        }
        return message instanceof ClientMessage.Interrupt ? "interrupt" : "close";
    }

    private static Map<String, Object> resetFields(ClientMessage.Reset<?> reset) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (reset.options().seed() != null) {
            fields.put(RequestFields.SEED, reset.options().seed());
        }
        if (reset.options().episodeId() != null) {
            fields.put(RequestFields.EPISODE_ID, reset.options().episodeId());
        }
        fields.putAll(reset.options().extras());
        return fields;
    }

    /**
     * Reads a server's WebSocket message. Fields that the records don't have are ignored.
     *
     * @param text the message
     * @return what the server answers
     * @throws OpenEnvException with {@code INVALID_ANSWER} if it is none the protocol knows
     */
    public ServerMessage<O, S> readServerMessage(String text) {
        return answers.read(text);
    }
}
