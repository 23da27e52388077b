package org.openenv.coding.server.python.worker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.Shown;

/**
 * Reads rich results. They come from the program's own process and may be anything: what is no MIME bundle is left out, with
 * the reason where there is a place for it.
 */
final class ShownReader {

    /** What rich.py keeps of a step, in characters of JSON, and a little for what is around it. */
    static final int MOST_BYTES = (4 << 20) + (64 << 10);

    private static final int MOST_RESULTS = 64;
    private static final int MOST_ENTRIES = 32;
    private static final int LONGEST_WHY = 300;
    private static final int DEEPEST = 48;
    private static final Pattern MIME =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,99}");
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(MOST_BYTES)
                            .maxNumberLength(64)
                            .build())
                    .build())
            .build();

    private ShownReader() {}

    static Shown read(byte[] json) {
        try {
            JsonNode whole = JSON.readTree(json);
            List<Shown.Result> results = new ArrayList<>();
            int dropped = Math.max(0, whole.path("dropped").asInt());
            for (JsonNode one : whole.path("results")) {
                if (results.size() == MOST_RESULTS || !one.isObject()) {
                    dropped++;
                } else {
                    results.add(result(one));
                }
            }
            return new Shown(results, dropped);
        } catch (IOException e) { // no JSON, or too deep
            return new Shown(List.of(), 1);
        }
    }

    private static Shown.Result result(JsonNode one) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        Map<String, String> leftOut = new LinkedHashMap<>();
        for (var entry : fields(one.path("left_out"))) {
            leftOut.put(
                    shortened(entry.getKey(), 100), shortened(entry.getValue().asText(), LONGEST_WHY));
        }
        for (var entry : fields(one.path("data"))) {
            String why = MIME.matcher(entry.getKey()).matches()
                    ? wrong(entry.getKey(), entry.getValue())
                    : "it is no MIME type";
            if (why == null) {
                data.put(entry.getKey(), plain(entry.getValue()));
            } else {
                leftOut.put(shortened(entry.getKey(), 100), why);
            }
        }
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        for (var entry : fields(one.path("metadata"))) {
            metadata.put(shortened(entry.getKey(), 100), plain(entry.getValue()));
        }
        boolean value = one.path("output_type").asText().equals("execute_result");
        return new Shown.Result(value ? "execute_result" : "display_data", data, metadata, leftOut);
    }

    private static List<Map.Entry<String, JsonNode>> fields(JsonNode node) {
        return node.properties().stream().limit(MOST_ENTRIES).toList();
    }

    /** Returns what is wrong with an entry of a type, or {@code null}. */
    private static @Nullable String wrong(String type, JsonNode entry) {
        if (type.equals("application/json") || type.endsWith("+json")) {
            return null;
        }
        if (!entry.isTextual()) {
            return "it is no text";
        }
        return isBinary(type) && !isBase64(entry.textValue()) ? "it is no Base64" : null;
    }

    private static boolean isBinary(String type) {
        return (type.startsWith("image/") && !type.endsWith("+xml"))
                || type.startsWith("audio/")
                || type.startsWith("video/");
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            node.properties().forEach(field -> map.put(field.getKey(), plain(field.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>(node.size());
            node.forEach(item -> list.add(plain(item)));
            return list;
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isIntegralNumber() ? node.numberValue() : finite(node);
    }

    private static @Nullable Double finite(JsonNode node) {
        return node.isNumber() && Double.isFinite(node.doubleValue()) ? (Double) node.doubleValue() : null;
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
