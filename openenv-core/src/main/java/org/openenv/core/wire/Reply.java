package org.openenv.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Observation;
import org.openenv.core.State;

/**
 * A message of a server that was opened, but whose content was not looked at yet: enough to know whom it answers.
 *
 * @param <O> the environment's observations
 * @param <S> the environment's state
 */
public final class Reply<O extends Observation, S extends State> {

    private final JsonNode message;
    private final Supplier<ServerMessage<O, S>> content;

    Reply(JsonNode message, Supplier<ServerMessage<O, S>> content) {
        this.message = message;
        this.content = content;
    }

    /**
     * Returns what kind of message it is.
     *
     * @return {@code observation}, {@code state}, {@code interrupt}, {@code error}, or what the server made up
     */
    public String type() {
        return message.path("type").asText();
    }

    /**
     * Returns the code of an error.
     *
     * @return the code; empty if the message is no error
     */
    public String errorCode() {
        return message.path("data").path("code").asText();
    }

    /**
     * Returns whether it names the request that it answers.
     *
     * @return {@code false} if it has no id, or null in its place
     */
    public boolean hasRequestId() {
        JsonNode id = message.path(RequestFields.REQUEST_ID);
        return !id.isMissingNode() && !id.isNull();
    }

    /**
     * Returns the id of the request that it answers.
     *
     * @return the id; {@code null} if it has none, or one that is no text
     */
    public @Nullable String requestId() {
        return message.path(RequestFields.REQUEST_ID).textValue();
    }

    /**
     * Returns whether a server refuses requests because they have an id, as the Python reference does.
     *
     * @return {@code true} for a validation error that says so
     */
    public boolean refusesRequestIds() {
        for (JsonNode error : message.path("data").path("errors")) {
            JsonNode loc = error.path("loc");
            if (error.path("type").asText().equals("extra_forbidden")
                    && loc.size() == 1
                    && loc.path(0).asText().equals(RequestFields.REQUEST_ID)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads the content.
     *
     * @return what the server answers
     * @throws org.openenv.core.OpenEnvException with {@code INVALID_ANSWER} if it is none the protocol knows
     */
    public ServerMessage<O, S> content() {
        return content.get();
    }

    /**
     * Reads the content of what was asked at a door of the environment's own.
     *
     * @param door the door's name
     * @return what the server answers
     * @throws org.openenv.core.OpenEnvException with {@code INVALID_ANSWER} if it is none that the protocol or the door knows
     */
    public ServerMessage<O, S> contentAt(String door) {
        JsonNode data = message.path("data");
        return type().equals(door) && data.isObject()
                ? new ServerMessage.DoorAnswer<>(door, data.toString())
                : content();
    }
}
