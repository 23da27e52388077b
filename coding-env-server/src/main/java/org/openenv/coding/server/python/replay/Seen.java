package org.openenv.coding.server.python.replay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.CodeExecResult;

/**
 * What came of a program, as much of it as tells whether the same came of it again: short texts as they are, of longer ones a
 * beginning and a digest. Where an object's address stands in a text it is overlooked, for that is no state.
 *
 * @param how exit code and cause
 * @param stdout standard output
 * @param stderr standard error
 * @param result the value of a last expression
 * @param shown what it displayed
 */
record Seen(String how, String stdout, String stderr, String result, String shown) {

    private static final int SHORT = 200;
    private static final Pattern ADDRESS = Pattern.compile(" at 0x[0-9a-fA-F]+");

    static Seen of(CodeExecResult ran) {
        return new Seen(
                "exit code " + ran.exitCode() + ", " + ran.cause().wireName(),
                digest(ran.stdout()),
                digest(ran.stderr()),
                ran.result() == null ? "" : "=" + digest(ran.result()),
                ran.shown().isEmpty() ? "" : digest(ran.shown().toString()));
    }

    private static String digest(String text) {
        String plain = text.contains(" at 0x") ? ADDRESS.matcher(text).replaceAll(" at 0x") : text;
        if (plain.length() <= SHORT) {
            return plain;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8));
            return plain.substring(0, SHORT) + "… [" + plain.length() + " characters, "
                    + HexFormat.of().formatHex(Arrays.copyOf(hash, 16)) + "]";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** How many bytes it takes, about. */
    int size() {
        return 2 * (how.length() + stdout.length() + stderr.length() + result.length() + shown.length());
    }

    /** What is different in another, in words; {@code null} where nothing is. */
    @Nullable
    String differenceTo(Seen other) {
        if (!how.equals(other.how)) {
            return difference("it ended with", how, other.how);
        }
        if (!stdout.equals(other.stdout)) {
            return difference("its standard output was", stdout, other.stdout);
        }
        if (!stderr.equals(other.stderr)) {
            return difference("its standard error was", stderr, other.stderr);
        }
        if (!result.equals(other.result)) {
            return difference("its value was", result, other.result);
        }
        return shown.equals(other.shown) ? null : difference("what it displayed was", shown, other.shown);
    }

    private static String difference(String what, String first, String now) {
        return what + " " + quoted(first) + " and is now " + quoted(now);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\n", "\\n") + "'";
    }
}
