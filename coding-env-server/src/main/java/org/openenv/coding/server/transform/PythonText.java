package org.openenv.coding.server.transform;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text as Python's {@code str} and {@code re} see it, where Java sees it differently. */
final class PythonText {

    /** A class escape for white space, and the escaped backslashes that may stand before it. */
    private static final Pattern SPACE_ESCAPE = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\s");

    /** Unicode's white space, and the four separators that only Python takes for it. */
    private static final String PYTHON_SPACE = "[\\s\\x1c-\\x1f]";

    private PythonText() {}

    /** Compiles a regular expression whose classes, {@code \s} above all, match what they match in Python. */
    static Pattern compile(String regex) {
        String widened = SPACE_ESCAPE
                .matcher(regex)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1) + PYTHON_SPACE));
        return Pattern.compile(widened, Pattern.UNICODE_CHARACTER_CLASS);
    }

    /** Returns {@code len(text.strip())}. */
    static int strippedLength(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.codePointCount(start, end);
    }

    /** Every white space character is one {@code char} long. */
    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }
}
