package org.openenv.core.server.log;

/** Text from outside made fit to stand in a line: what a terminal or a reader of lines would act upon is escaped. */
public final class Printable {

    private static final String QUOTED = "\"\\";

    private Printable() {}

    /**
     * Escapes line ends, control characters, invisible and direction-changing characters, and halves of characters.
     *
     * @param text any text
     * @return the text in one line, the escapes as Java writes them
     */
    public static String line(String text) {
        return escaped(text, "");
    }

    /**
     * Puts a text in quotes, escaped like {@link #line}, and its own quotes and backslashes too.
     *
     * @param text any text
     * @return the quoted text in one line
     */
    public static String quoted(String text) {
        return '"' + escaped(text, QUOTED) + '"';
    }

    private static String escaped(String text, String also) {
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain), also)) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        var escaped = new StringBuilder(text.length() + 16).append(text, 0, plain);
        text.substring(plain).codePoints().forEach(point -> append(escaped, point, also));
        return escaped.toString();
    }

    private static boolean isPlain(char character, String also) {
        return character >= ' ' && character < 0x7f && also.indexOf(character) < 0;
    }

    private static void append(StringBuilder escaped, int point, String also) {
        switch (point) {
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            case '\t' -> escaped.append("\\t");
            default -> {
                if (also.indexOf(point) >= 0) {
                    escaped.append('\\').appendCodePoint(point);
                } else if (acts(point)) {
                    for (char half : Character.toChars(point)) {
                        escaped.append(String.format("\\u%04x", (int) half));
                    }
                } else {
                    escaped.appendCodePoint(point);
                }
            }
        }
    }

    /** Whether a character does something else than to be seen. */
    static boolean acts(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
