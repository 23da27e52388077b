package org.openenv.core.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.WireCodec;
import org.slf4j.event.KeyValuePair;

/**
 * Writes an event as a flat JSON object in a line: {@code time} in ISO 8601, {@code level}, {@code logger}, {@code thread},
 * {@code message}, {@code stack_trace} where something was thrown, and each value of the event by its name, numbers and
 * booleans as such.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

    private static final byte[] NOTHING = {};

    /** For Logback. */
    public JsonLines() {}

    @Override
    public byte[] encode(ILoggingEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        fields.put("level", event.getLevel().toString());
        fields.put("logger", event.getLoggerName());
        fields.put("thread", event.getThreadName());
        fields.put("message", String.valueOf(event.getFormattedMessage()));
        if (event.getThrowableProxy() != null) {
            fields.put("stack_trace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        List<KeyValuePair> pairs = Objects.requireNonNullElse(event.getKeyValuePairs(), List.of());
        for (KeyValuePair pair : pairs) {
            // a name that is taken gets an underscore: an object has no name twice
            String name = pair.key;
            while (fields.containsKey(name)) {
                name += "_";
            }
            fields.put(name, plain(pair.value));
        }
        return (inOneLine(WireCodec.writeValue(fields)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Object plain(@Nullable Object value) {
        if (value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            return value;
        }
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number;
        }
        return String.valueOf(value);
    }

    /** Escapes what JSON allows in a text but a reader of lines or a terminal would act upon. */
    private static String inOneLine(String json) {
        if (json.chars().allMatch(character -> character >= ' ' && character < 0x7f)) {
            return json;
        }
        var escaped = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(point -> {
            if (Printable.acts(point)) {
                for (char half : Character.toChars(point)) {
                    escaped.append(String.format("\\u%04x", (int) half));
                }
            } else {
                escaped.appendCodePoint(point);
            }
        });
        return escaped.toString();
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
