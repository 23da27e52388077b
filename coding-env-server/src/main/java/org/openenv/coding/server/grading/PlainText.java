package org.openenv.coding.server.grading;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a value of {@link PlainData} as a text that equal values share, and no others. */
final class PlainText {

    private PlainText() {}

    static String of(Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(Object value, StringBuilder text) {
        if (value instanceof String string) {
            text.append('s').append(string.length()).append(':').append(string);
        } else if (value instanceof BigInteger number) {
            text.append('i')
                    .append(HexFormat.of().formatHex(number.toByteArray()))
                    .append(';');
        } else if (value instanceof PlainData.Real real) {
            text.append('r').append(Double.doubleToLongBits(real.value())).append(';');
        } else if (value instanceof PlainData.Other other) {
            text.append(other.kind()).append(other.text().length()).append(':').append(other.text());
        } else if (value instanceof PlainData.Several several) {
            all(several.kind(), several.values(), text);
        } else if (value instanceof PlainData.Members members) {
            all("set", List.copyOf(members.texts()), text);
        } else if (value instanceof Map<?, ?> map) {
            text.append('{');
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, held) -> sorted.put((String) key, held));
            sorted.forEach((key, held) -> {
                text.append(key.length()).append(':').append(key);
                write(held, text);
            });
            text.append('}');
        } else {
            throw new IllegalArgumentException("no plain data: " + value.getClass());
        }
    }

    private static void all(String kind, List<?> values, StringBuilder text) {
        text.append(kind).append('(');
        values.forEach(value -> write(value, text));
        text.append(')');
    }
}
