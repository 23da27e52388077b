package org.openenv.core.wire;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.wire.type.JsonWriter;
import org.openenv.core.wire.type.WireType;
import org.openenv.core.wire.type.record.AnyType;
import org.openenv.core.wire.type.record.WireTypes;

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
    private final Envelopes envelopes;

    /**
     * Makes the codec of an environment.
     *
     * @param types the environment's records
     * @throws IllegalArgumentException if one of their components can't cross the wire; the message names it
     * @throws IllegalStateException if the Jackson on the class path is too old
     */
    public WireCodec(EnvironmentTypes<A, O, S> types) {
        this(types, Set.of());
    }

    /**
     * Makes the codec of an environment whose steps take parameters of its own.
     *
     * @param types the environment's records
     * @param stepExtras the names of what may stand beside a step's action
     * @throws IllegalArgumentException if one of their components can't cross the wire; the message names it
     * @throws IllegalStateException if the Jackson on the class path is too old
     */
    public WireCodec(EnvironmentTypes<A, O, S> types, Set<String> stepExtras) {
        this(types, stepExtras, Set.of());
    }

    /**
     * Makes the codec of an environment that also has messages of its own.
     *
     * @param types the environment's records
     * @param stepExtras the names of what may stand beside a step's action
     * @param doors the types of its own messages
     * @throws IllegalArgumentException if one of their components can't cross the wire; the message names it
     * @throws IllegalStateException if the Jackson on the class path is too old
     */
    public WireCodec(EnvironmentTypes<A, O, S> types, Set<String> stepExtras, Set<String> doors) {
        Objects.requireNonNull(types, "types is required");
        JacksonVersion.check();
        WireType actions = WireTypes.of(types.action());
        WireType observations = WireTypes.of(types.observation());
        WireType states = WireTypes.of(types.state());
        socket = new SocketRequests<>(types.action(), actions, stepExtras, doors);
        http = new HttpRequests<>(types.action(), actions, stepExtras);
        answers = new ServerMessages<>(types, observations, states);
        envelopes = new Envelopes(actions, observations, states);
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
     * Finds the id of a client's WebSocket message, without reading what it asks.
     *
     * @param text the message, which may be none
     * @return the id, or {@code null} if it has none that can be echoed
     */
    public static @Nullable String requestId(String text) {
        return SocketRequests.requestId(text);
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
     * Reads the body of {@code POST /web/step}, as OpenEnv's page sends it: that of {@code /step}, or {@code message}, a text that
     * stands for the action whose field of that name it is.
     *
     * @param body the body
     * @param contentType the {@code Content-Type} header, or {@code null}
     * @return what the client asks
     * @throws OpenEnvException with {@code VALIDATION_ERROR}; its details' {@code errors} are the 422 body's {@code detail}
     */
    public ClientMessage.Step<A> readPageStepBody(byte[] body, @Nullable String contentType) {
        return http.pageStep(body, contentType);
    }

    /**
     * Reads the body of {@code POST /sessions/{id}/fork}.
     *
     * @param body the body, possibly empty
     * @param contentType the {@code Content-Type} header, or {@code null}
     * @return what the client asks
     * @throws OpenEnvException with {@code VALIDATION_ERROR}; its details' {@code errors} are the 422 body's {@code detail}
     */
    public ClientMessage.Fork<A> readForkBody(byte[] body, @Nullable String contentType) {
        return http.fork(body, contentType);
    }

    /**
     * Writes a server's WebSocket message.
     *
     * @param message the answer
     * @param requestId the id of the request it answers, or {@code null}
     * @return the text
     * @throws OpenEnvException with {@code EXECUTION_ERROR} if a value in it can't be written; the message names its path
     */
    public String write(ServerMessage<O, S> message, @Nullable String requestId) {
        return envelopes.message(message, requestId);
    }

    /**
     * Writes the HTTP body that answers a request which succeeded.
     *
     * @param message an observation, a state or copies
     * @return the text
     * @throws IllegalArgumentException if the message is a failure
     * @throws OpenEnvException with {@code EXECUTION_ERROR} if a value in it can't be written; the message names its path
     */
    public String writeBody(ServerMessage<O, S> message) {
        return envelopes.body(message);
    }

    /**
     * Writes any value as JSON in the manner of the wire: snake case, compact, no lone surrogates.
     *
     * @param value a record, map, list, text, number or boolean
     * @return the text
     * @throws OpenEnvException with {@code EXECUTION_ERROR} if a value in it can't be written; the message names its path
     */
    public static String writeValue(Object value) {
        JsonWriter json = new JsonWriter(ErrorCode.EXECUTION_ERROR);
        AnyType.INSTANCE.write(value, json);
        return json.toString();
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
            return AnyType.plain(Json.read(text));
        } catch (JsonSyntaxException e) {
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
     * @throws OpenEnvException with {@code VALIDATION_ERROR} if a value in it can't be written; the message names its path
     */
    public String write(ClientMessage<A> message) {
        return envelopes.message(message);
    }

    /**
     * Reads a server's WebSocket message. Fields that the records don't have are ignored.
     *
     * @param text the message
     * @return what the server answers
     * @throws OpenEnvException with {@code INVALID_ANSWER} if it is none the protocol knows
     */
    public ServerMessage<O, S> readServerMessage(String text) {
        return answers.open(text).content();
    }

    /**
     * Opens a server's WebSocket message without reading its content.
     *
     * @param text the message
     * @return whom it answers, and how to read it
     * @throws OpenEnvException with {@code INVALID_ANSWER} if it is no JSON object
     */
    public Reply<O, S> openReply(String text) {
        return answers.open(text);
    }
}
