package org.openenv.core.wire.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.record.AnyType;
import org.openenv.core.wire.type.record.JsonTree;
import org.openenv.core.wire.type.scalar.Scalars;

/** A JSON value that came in, to be looked into. Immutable. */
public final class JsonValue {

    private final JsonNode node;

    private JsonValue(JsonNode node) {
        this.node = node;
    }

    /**
     * Wraps what was parsed already.
     *
     * @param node the value
     * @return a view of it
     */
    public static JsonValue of(JsonNode node) {
        return new JsonValue(node);
    }

    /**
     * Returns an object without fields.
     *
     * @return {@code {}}
     */
    public static JsonValue empty() {
        return new JsonValue(JsonNodeFactory.instance.objectNode());
    }

    /**
     * Parses a text.
     *
     * @param utf8 its bytes
     * @return the value
     * @throws RpcException with {@link RpcException#PARSE_ERROR} and the parser's words if it is no JSON in UTF-8
     */
    public static JsonValue parse(byte[] utf8) {
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException noUtf8) {
            throw new RpcException(RpcException.PARSE_ERROR, "Parse error: it is not UTF-8");
        }
    }

    /**
     * Parses a text.
     *
     * @param text the text
     * @return the value
     * @throws RpcException with {@link RpcException#PARSE_ERROR} and the parser's words if it is no JSON
     */
    public static JsonValue parse(String text) {
        try {
            JsonNode node = JsonTree.parse(text);
            if (node instanceof MissingNode) {
                throw new RpcException(RpcException.PARSE_ERROR, "Parse error: it is empty");
            }
            return new JsonValue(node);
        } catch (JsonProcessingException noJson) {
            throw new RpcException(RpcException.PARSE_ERROR, "Parse error: " + reason(noJson));
        }
    }

    /** What is wrong, without the parser's own notes on the place. */
    private static String reason(JsonProcessingException noJson) {
        String message = String.valueOf(noJson.getOriginalMessage());
        int note = message.indexOf(" (start marker at ");
        return note < 0 ? message : message.substring(0, note);
    }

    /**
     * Returns a field of an object.
     *
     * @param name the field's name
     * @return its value; one that is {@linkplain #isMissing() missing} where there is none
     */
    public JsonValue get(String name) {
        return new JsonValue(node.path(name));
    }

    /**
     * Returns the text that this is.
     *
     * @return the text, or empty where it is something else
     */
    public Optional<String> text() {
        return node.isTextual() ? Optional.of(Scalars.withoutLoneSurrogates(node.textValue())) : Optional.empty();
    }

    /** Returns the names of an object's fields. */
    public Set<String> names() {
        return node.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    /** Returns whether there is no value. */
    public boolean isMissing() {
        return node.isMissingNode();
    }

    /** Returns whether this is {@code null}, or no value. */
    public boolean isNothing() {
        return node.isMissingNode() || node.isNull();
    }

    /** Returns whether this is an object. */
    public boolean isObject() {
        return node.isObject();
    }

    /** Returns whether this is an array. */
    public boolean isArray() {
        return node.isArray();
    }

    /** Returns whether this is a number without a fraction. */
    public boolean isInteger() {
        return node.isIntegralNumber();
    }

    /**
     * Returns the object without a field.
     *
     * @param name the field's name
     * @return a copy, or this where there is no such field
     */
    public JsonValue without(String name) {
        return node.has(name) ? new JsonValue(((ObjectNode) node).deepCopy().without(name)) : this;
    }

    /**
     * Returns the value as plain Java.
     *
     * @return a map, list, text, number or boolean, or {@code null}
     */
    public @Nullable Object plain() {
        return AnyType.plain(node);
    }

    JsonNode node() {
        return node;
    }
}
