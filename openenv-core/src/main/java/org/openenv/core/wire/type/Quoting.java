package org.openenv.core.wire.type;

/** What stands between the quotes of a JSON text, as CPython's {@code json} writes it without {@code ensure_ascii}. */
final class Quoting {

    private static final String HEX = "0123456789abcdef";
    private static final char REPLACEMENT = '\ufffd';

    private Quoting() {}

    static void append(CharSequence value, StringBuilder out) {
        int written = 0;
        int length = value.length();
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\' && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
                continue;
            }
            out.append(value, written, i);
            escape(c, out);
            written = i + 1;
        }
        out.append(value, written, length);
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> {
                if (c >= ' ') {
                    out.append(REPLACEMENT);
                } else {
                    out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
                }
            }
        }
    }
}
