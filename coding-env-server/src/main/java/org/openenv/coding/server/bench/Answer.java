package org.openenv.coding.server.bench;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks into answers without parsing them, so that the client costs little: an error says so in its {@code type}, which
 * a JSON text can't hold unescaped anywhere else near its start.
 */
final class Answer {

    private static final int LOOKED_AT = 200;
    private static final Pattern ERROR = Pattern.compile("\"type\"\\s*:\\s*\"error\"");
    private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"(\\w+)\"");
    private static final Pattern SESSION = Pattern.compile("\"session_id\"\\s*:\\s*\"([^\"]+)\"");

    private Answer() {}

    /**
     * Checks a WebSocket message.
     *
     * @throws RefusedException if it is an error
     */
    static void check(byte[] message, int length) throws RefusedException {
        String head = text(message, Math.min(length, LOOKED_AT));
        if (head.contains("error") && ERROR.matcher(head).find()) {
            throw refused(text(message, length), "error");
        }
    }

    /** Returns the failure that an error message tells. */
    static RefusedException refused(String answer, String otherwise) {
        Matcher code = CODE.matcher(answer);
        return new RefusedException(code.find() ? code.group(1) : otherwise, answer);
    }

    /** Returns the id in the answer to {@code POST /sessions}. */
    static String sessionId(String answer) throws RefusedException {
        Matcher id = SESSION.matcher(answer);
        if (!id.find()) {
            throw new RefusedException("no session_id", answer);
        }
        return id.group(1);
    }

    static String text(byte[] message, int length) {
        return new String(message, 0, length, StandardCharsets.UTF_8);
    }
}
