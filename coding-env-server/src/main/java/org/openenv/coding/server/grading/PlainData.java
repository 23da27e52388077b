package org.openenv.coding.server.grading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Python's plain data in JSON: what JSON has is written as it is, all else as an object with one key, such as {@code {"$tuple": [1, 2]}}.
 * Values are compared as Python compares them, but that a list that is expected also matches a tuple: JSON has only one of them.
 */
final class PlainData {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Half a pair of characters has no bytes of its own: whoever is to read it gets its number. */
    private static final ObjectWriter ASCII = JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private static final int MOST_DEPTH = 250;

    private PlainData() {}

    /** Several values in order. */
    record Several(String kind, List<Object> values) {}

    /** A set. What a stranger sends is never hashed: a text can be ordered, and so nobody makes a table slow. */
    record Members(TreeSet<String> texts) {}

    /** A number that is no integer, or a special one. */
    record Real(double value) {}

    /** A value without any other of its kind: null, or what stands for bytes. */
    record Other(String kind, String text) {}

    static String ascii(JsonNode json) {
        try {
            return ASCII.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no plain data: " + e.getOriginalMessage(), e);
        }
    }

    static JsonNode read(String json, String what) {
        JsonNode node = parse(json, what);
        check(node);
        return node;
    }

    private static JsonNode parse(String json, String what) {
        try {
            JsonNode node = JSON.readTree(json);
            if (node == null || node.isMissingNode()) {
                throw new IllegalArgumentException(what + " must be JSON, was empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(what + " must be JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Reads what is expected: a value, or {@code {"$any": […]}}, one of several. */
    static JsonNode expected(String json, String what) {
        JsonNode node = parse(json, what);
        alternatives(node).forEach(PlainData::check);
        return node;
    }

    private static Iterable<JsonNode> alternatives(JsonNode expected) {
        JsonNode any = expected.size() == 1 ? expected.path("$any") : MissingNode.getInstance();
        return any.isArray() && !any.isEmpty() ? any : List.of(expected);
    }

    static JsonNode list(String json, String what) {
        JsonNode node = read(json, what);
        if (!node.isArray()) {
            throw new IllegalArgumentException(what + " must be a JSON array, was " + node.getNodeType());
        }
        return node;
    }

    /** Refuses what is no plain data. */
    static void check(JsonNode value) {
        canonical(value, 0);
    }

    static boolean equal(JsonNode expected, JsonNode actual, double tolerance) {
        Object came = canonical(actual, 0);
        for (JsonNode one : alternatives(expected)) {
            if (same(canonical(one, 0), came, tolerance)) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(Object expected, Object actual, double tolerance) {
        if (expected.equals(actual)) {
            return true;
        }
        if (expected instanceof Several one && actual instanceof Several other) {
            boolean kinds = one.kind.equals(other.kind) || (one.kind.equals("list") && other.kind.equals("tuple"));
            if (!kinds || one.values.size() != other.values.size()) {
                return false;
            }
            for (int i = 0; i < one.values.size(); i++) {
                if (!same(one.values.get(i), other.values.get(i), tolerance)) {
                    return false;
                }
            }
            return true;
        }
        if (expected instanceof Map<?, ?> one && actual instanceof Map<?, ?> other) {
            return one.keySet().equals(other.keySet())
                    && one.keySet().stream()
                            .allMatch(key -> same(
                                    Objects.requireNonNull(one.get(key)),
                                    Objects.requireNonNull(other.get(key)),
                                    tolerance));
        }
        return isNumber(expected) && isNumber(actual) && tolerance > 0 && close(expected, actual, tolerance);
    }

    /** Integers are held to the tolerance itself, as in texts; one that is too large for a double is near no double. */
    private static boolean close(Object expected, Object actual, double tolerance) {
        if (expected instanceof BigInteger one && actual instanceof BigInteger other) {
            return new BigDecimal(one.subtract(other).abs()).compareTo(new BigDecimal(tolerance)) <= 0;
        }
        double one = number(expected);
        double other = number(actual);
        return Double.isFinite(one) && Double.isFinite(other) && Comparer.close(one, other, tolerance);
    }

    private static boolean isNumber(Object value) {
        return value instanceof BigInteger || value instanceof Real;
    }

    private static double number(Object value) {
        return value instanceof BigInteger whole ? whole.doubleValue() : ((Real) value).value;
    }

    private static Object canonical(JsonNode node, int depth) {
        if (depth > MOST_DEPTH) {
            throw new IllegalArgumentException("data may be nested at most " + MOST_DEPTH + " deep");
        }
        if (node.isNull()) {
            return new Other("null", "");
        }
        if (node.isBoolean()) {
            return node.booleanValue() ? BigInteger.ONE : BigInteger.ZERO;
        }
        if (node.isIntegralNumber()) {
            return node.bigIntegerValue();
        }
        if (node.isNumber()) {
            return real(node.doubleValue());
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isArray()) {
            return new Several("list", all(node, depth));
        }
        if (node.size() == 1 && node.fieldNames().next().startsWith("$")) {
            String tag = node.fieldNames().next();
            return tagged(tag, node.get(tag), depth);
        }
        Map<String, Object> map = new HashMap<>();
        node.fieldNames().forEachRemaining(name -> map.put(PlainText.of(name), canonical(node.get(name), depth + 1)));
        return map;
    }

    private static Object tagged(String tag, JsonNode content, int depth) {
        return switch (tag) {
            case "$tuple", "$complex", "$iter", "$range", "$deque", "$values" ->
                new Several(tag.substring(1), all(array(tag, content), depth));
            case "$set", "$frozenset", "$keys" -> members(all(array(tag, content), depth));
            case "$items" ->
                members(dictionary(array(tag, content), depth, true).values());
            case "$bytes", "$bytearray" -> new Other("bytes", content.asText());
            case "$int" -> integer(content.asText());
            case "$float" -> special(content.asText());
            case "$dict", "$ordered" -> dictionary(array(tag, content), depth, false);
            default -> throw new IllegalArgumentException("there is no tag " + tag + " of plain data");
        };
    }

    /** The members of a set, as texts. */
    private static Members members(Collection<Object> values) {
        TreeSet<String> texts = new TreeSet<>();
        values.forEach(value -> texts.add(PlainText.of(value)));
        return new Members(texts);
    }

    /** Values by the texts of their keys; or, for views, pairs of both. */
    private static Map<String, Object> dictionary(JsonNode pairs, int depth, boolean asPairs) {
        Map<String, Object> map = new HashMap<>();
        for (JsonNode pair : pairs) {
            if (pair.size() != 2) {
                throw new IllegalArgumentException("$dict holds pairs of a key and a value");
            }
            Object key = canonical(pair.get(0), depth + 1);
            Object value = canonical(pair.get(1), depth + 1);
            map.put(PlainText.of(key), asPairs ? new Several("tuple", List.of(key, value)) : value);
        }
        return map;
    }

    private static List<Object> all(JsonNode array, int depth) {
        List<Object> values = new ArrayList<>(array.size());
        array.forEach(value -> values.add(canonical(value, depth + 1)));
        return values;
    }

    private static JsonNode array(String tag, JsonNode content) {
        if (!content.isArray()) {
            throw new IllegalArgumentException(tag + " holds an array, was " + content.getNodeType());
        }
        return content;
    }

    private static Object integer(String hex) {
        boolean negative = hex.startsWith("-");
        String digits = hex.substring(negative ? 1 : 0);
        if (!digits.matches("0x[0-9a-f]+")) {
            throw new IllegalArgumentException("$int holds a number such as \"-0x1f\"");
        }
        String even = (digits.length() % 2 == 0 ? "" : "0") + digits.substring(2);
        // not from the text itself, which takes time with the square of its length
        return new BigInteger(negative ? -1 : 1, HexFormat.of().parseHex(even));
    }

    private static Object special(String text) {
        return switch (text) {
            case "nan" -> new Real(Double.NaN);
            case "inf" -> new Real(Double.POSITIVE_INFINITY);
            case "-inf" -> new Real(Double.NEGATIVE_INFINITY);
            default -> throw new IllegalArgumentException("$float holds nan, inf or -inf, was " + text);
        };
    }

    /** A number that equals an integer is one, as in Python. */
    private static Object real(double value) {
        return value == Math.rint(value) && !Double.isInfinite(value)
                ? new BigDecimal(value).toBigInteger()
                : new Real(value);
    }
}
