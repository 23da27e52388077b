package org.openenv.core.wire;

/** A text is not JSON: what Python's {@code json.JSONDecodeError} would say, and where. */
final class JsonSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final int position;

    /** Takes the reason, and the place as an index into the text's UTF-16 units. */
    JsonSyntaxException(String reason, int index, String text) {
        super(reason + place(index, text));
        this.reason = reason;
        this.position = text.codePointCount(0, index);
    }

    /** The reason without its place, such as {@code Expecting value}. */
    String reason() {
        return reason;
    }

    /** The place in code points from the beginning of the text. */
    int position() {
        return position;
    }

    private static String place(int index, String text) {
        String before = text.substring(0, index);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        int lineStart = before.lastIndexOf('\n') + 1;
        int column = before.codePointCount(lineStart, index) + 1;
        return ": line " + line + " column " + column + " (char " + before.codePointCount(0, index) + ")";
    }
}
