package org.openenv.core.wire.type;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/**
 * Writes one JSON text, compactly, and knows where in it it is: what can't be written is refused by its path. Halves of
 * surrogate pairs, which UTF-8 can't carry, are replaced by U+FFFD. Confined to one thread.
 */
public final class JsonWriter {

    /** Deeper than anybody means, and less deep than what readers of JSON take. */
    private static final int MAX_DEPTH = 500;

    /** What a client takes by default; less where the whole process has little memory. */
    private static final long MAX_CHARACTERS =
            Math.min(100L << 20, Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 8));

    /** What has no end is noticed by it long before it has filled the memory. */
    private static final int MAX_VALUES = 10_000_000;

    private final StringBuilder text = new StringBuilder(256);
    private final ErrorCode blame;
    private final long limit;
    private Object[] steps = new Object[8];
    private Object[] containers = new Object[8];
    private int depth;
    private int values;

    /**
     * Begins a text.
     *
     * @param blame the code of the exception when something can't be written
     */
    public JsonWriter(ErrorCode blame) {
        this(blame, MAX_CHARACTERS);
    }

    private JsonWriter(ErrorCode blame, long limit) {
        this.blame = blame;
        this.limit = limit;
    }

    /** Returns the beginning of a value's text if the whole is longer than a number of characters. */
    static Optional<String> excerpt(JsonNode value, int characters) {
        JsonWriter out = new JsonWriter(ErrorCode.VALIDATION_ERROR, characters);
        try {
            out.node(value);
            return Optional.empty();
        } catch (OpenEnvException tooLong) {
            return Optional.of(out.text.substring(0, Math.min(out.text.length(), characters)) + "…");
        }
    }

    /** Goes one step down, into a field or an element of a container. */
    public void enter(Object step, Object container) {
        if (depth == steps.length) {
            if (depth >= MAX_DEPTH) {
                throw refuse(
                        contains(container)
                                ? "it contains itself"
                                : "it is nested more than " + MAX_DEPTH + " levels deep");
            }
            steps = Arrays.copyOf(steps, Math.min(depth * 2, MAX_DEPTH));
            containers = Arrays.copyOf(containers, steps.length);
        }
        steps[depth] = step;
        containers[depth++] = container;
        if (++values > MAX_VALUES) {
            throw refuse("the message has more than " + MAX_VALUES + " values");
        }
    }

    public void leave() {
        containers[--depth] = "";
    }

    private boolean contains(Object container) {
        return Arrays.stream(containers, 0, depth).anyMatch(outer -> outer == container);
    }

    /** Returns what to throw where something can't be written. */
    public OpenEnvException refuse(String why) {
        String path = Paths.join(Arrays.asList(steps).subList(0, depth));
        return new OpenEnvException(blame, (path.isEmpty() ? "the value" : path) + " can't be written: " + why);
    }

    /**
     * Begins an object.
     *
     * @return this
     */
    public JsonWriter begin() {
        return put("{");
    }

    /**
     * Ends an object.
     *
     * @return this
     */
    public JsonWriter end() {
        return put("}");
    }

    /**
     * Begins a field of an object.
     *
     * @param name its name
     * @return this
     */
    public JsonWriter name(String name) {
        separate('{');
        string(name);
        return put(":");
    }

    /**
     * Writes the value of a field that was begun, whose path in the text is given.
     *
     * @param path what an exception calls it
     * @param type its type
     * @param value the value
     * @return this
     */
    public JsonWriter value(String path, WireType type, Object value) {
        enter(path, this);
        type.write(value, this);
        leave();
        return this;
    }

    /**
     * Opens the object again that was ended last, for more fields.
     *
     * @return this
     */
    public JsonWriter reopen() {
        text.setLength(text.length() - 1);
        return this;
    }

    /** Begins an array. */
    public void beginArray() {
        put("[");
    }

    /** Begins an element of an array. */
    public void element() {
        separate('[');
    }

    /** Ends an array. */
    public void endArray() {
        put("]");
    }

    /** Writes null. */
    public void nothing() {
        put("null");
    }

    /** Writes JSON that was read; a number that JSON has not becomes a text. */
    public void node(JsonNode node) {
        if (node.isObject()) {
            begin();
            node.properties().forEach(field -> {
                name(field.getKey());
                within(field.getKey(), node, field.getValue());
            });
            end();
        } else if (node.isArray()) {
            beginArray();
            for (int i = 0; i < node.size(); i++) {
                element();
                within(i, node, node.get(i));
            }
            endArray();
        } else if (node.isTextual()
                || (node.isFloatingPointNumber() && !node.isBigDecimal() && !Double.isFinite(node.doubleValue()))) {
            string(node.asText());
        } else {
            put(node.isBigDecimal() ? node.decimalValue().toString() : node.asText());
        }
    }

    private void within(Object step, JsonNode container, JsonNode value) {
        enter(step, container);
        node(value);
        leave();
    }

    private void separate(char opening) {
        if (text.charAt(text.length() - 1) != opening) {
            text.append(',');
        }
    }

    /** Writes something that is JSON already: a number, a truth, punctuation. */
    public JsonWriter put(String json) {
        grow(json.length());
        text.append(json);
        return this;
    }

    private void grow(int more) {
        if (text.length() + (long) more > limit) {
            throw refuse("the message becomes longer than " + limit + " characters");
        }
    }

    /**
     * Writes a text, quoted.
     *
     * @param value the text
     * @return this
     */
    public JsonWriter string(CharSequence value) {
        grow(value.length() + 2);
        text.append('"');
        Quoting.append(value, text);
        text.append('"');
        return this;
    }

    /** The text so far. */
    @Override
    public String toString() {
        return text.toString();
    }
}
