package org.openenv.core.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first mistake in a text that is not JSON and names it in the words of CPython's {@code json} module, which
 * clients of the reference server know. Used only once a text has been refused.
 */
final class JsonSyntax {

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");
    private static final String[] LITERALS = {"null", "true", "false", "NaN", "Infinity", "-Infinity"};
    private static final int MAX_DEPTH = 500;

    private final String text;
    private final @Nullable String wanted;
    private String found = "";
    private int depth;

    private JsonSyntax(String text, @Nullable String wanted) {
        this.text = text;
        this.wanted = wanted == null ? null : '"' + wanted + '"';
    }

    /** Returns what is wrong with a text; where CPython would find nothing wrong, the reason given. */
    static JsonSyntaxException explain(String text, String otherwise) {
        JsonSyntax syntax = new JsonSyntax(text, null);
        try {
            int end = syntax.skipSpace(syntax.value(syntax.skipSpace(0)));
            return end == text.length()
                    ? new JsonSyntaxException(otherwise, 0, text)
                    : new JsonSyntaxException("Extra data", end, text);
        } catch (JsonSyntaxException mistake) {
            return mistake;
        }
    }

    /**
     * Finds a text among the fields of an object, whatever mistake comes behind it.
     *
     * @param name the field, nothing in it to be escaped
     * @return the text as it is written, its quotes and escapes too, of the first field of that name; empty if none can be read
     */
    static String textBefore(String text, String name) {
        JsonSyntax syntax = new JsonSyntax(text, name);
        try {
            syntax.value(syntax.skipSpace(0));
        } catch (JsonSyntaxException mistake) {
            return syntax.found;
        }
        return syntax.found;
    }

    private int value(int at) throws JsonSyntaxException {
        return switch (peek(at)) {
            case '"' -> string(at);
            case '{' -> nested(at, true);
            case '[' -> nested(at, false);
            default -> scalar(at);
        };
    }

    private int scalar(int at) throws JsonSyntaxException {
        for (String literal : LITERALS) {
            if (text.startsWith(literal, at)) {
                return at + literal.length();
            }
        }
        Matcher number = NUMBER.matcher(text).region(Math.min(at, text.length()), text.length());
        if (number.lookingAt()) {
            return number.end();
        }
        throw mistake("Expecting value", at);
    }

    private int nested(int at, boolean object) throws JsonSyntaxException {
        if (++depth > MAX_DEPTH) {
            throw mistake("Nested too deeply", at);
        }
        char close = object ? '}' : ']';
        int next = skipSpace(at + 1);
        if (peek(next) == close) {
            depth--;
            return next + 1;
        }
        while (true) {
            int begin = object ? key(next) : next;
            int end = value(begin);
            if (depth == 1 && object && found.isEmpty() && peek(begin) == '"' && isWanted(next)) {
                found = text.substring(begin, end);
            }
            next = skipSpace(end);
            if (peek(next) == close) {
                depth--;
                return next + 1;
            }
            if (peek(next) != ',') {
                throw mistake("Expecting ',' delimiter", next);
            }
            next = skipSpace(next + 1);
        }
    }

    private boolean isWanted(int at) {
        return wanted != null && text.startsWith(wanted, at);
    }

    /** Reads a property name and its colon; returns where the value begins. */
    private int key(int at) throws JsonSyntaxException {
        if (peek(at) != '"') {
            throw mistake("Expecting property name enclosed in double quotes", at);
        }
        int colon = skipSpace(string(at));
        if (peek(colon) != ':') {
            throw mistake("Expecting ':' delimiter", colon);
        }
        return skipSpace(colon + 1);
    }

    private int string(int begin) throws JsonSyntaxException {
        int at = begin + 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                return at + 1;
            }
            if (c < ' ') {
                throw mistake("Invalid control character at", at);
            }
            at = c == '\\' ? escape(begin, at) : at + 1;
        }
        throw mistake("Unterminated string starting at", begin);
    }

    private int escape(int begin, int backslash) throws JsonSyntaxException {
        int at = backslash + 1;
        if (at >= text.length()) {
            throw mistake("Unterminated string starting at", begin);
        }
        if (text.charAt(at) != 'u') {
            if ("\"\\/bfnrt".indexOf(text.charAt(at)) < 0) {
                throw mistake("Invalid \\escape", backslash);
            }
            return at + 1;
        }
        boolean room = at + 5 < text.length();
        if (!room || !text.substring(at + 1, at + 5).chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
            throw mistake("Invalid \\uXXXX escape", at);
        }
        return at + 5;
    }

    private int skipSpace(int at) {
        int next = at;
        while (next < text.length() && " \t\n\r".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        return next;
    }

    /** The character at an index, or U+0000 behind the end, which no JSON text has outside a string. */
    private char peek(int at) {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private JsonSyntaxException mistake(String reason, int at) {
        return new JsonSyntaxException(reason, Math.min(at, text.length()), text);
    }
}
