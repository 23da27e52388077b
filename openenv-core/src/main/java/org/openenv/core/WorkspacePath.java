package org.openenv.core;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Paths of a {@link Workspace} as bytes, as text, and as a part of a URL. What is not UTF-8 survives all of them. */
public final class WorkspacePath {

    private static final int SURROGATE = 0xdc00;
    private static final String PLAIN = "-._~!$&'()*+,;=:@/";

    private WorkspacePath() {}

    /**
     * Returns a path's text: each byte that is not UTF-8 becomes a lone surrogate.
     *
     * @param bytes the path
     * @return the text
     */
    public static String text(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        while (true) {
            var result = decoder.decode(in, out, true);
            if (!result.isError()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (SURROGATE + (in.get() & 0xff)));
            }
            decoder.reset();
        }
    }

    /**
     * Returns a path's bytes.
     *
     * @param text the path
     * @return the bytes
     */
    public static byte[] bytes(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 8);
        text.codePoints().forEach(point -> {
            if (point >= SURROGATE + 0x80 && point <= SURROGATE + 0xff) {
                out.write(point - SURROGATE);
            } else {
                out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            }
        });
        return out.toByteArray();
    }

    /**
     * Returns whether a path is UTF-8, so that text can carry it.
     *
     * @param text the path
     * @return {@code false} if it has lone surrogates
     */
    public static boolean isText(String text) {
        return text.codePoints().noneMatch(point -> point >= 0xd800 && point <= 0xdfff);
    }

    /**
     * Writes a path as a part of a URL. A slash at its begin is written as {@code %2F}.
     *
     * @param text the path
     * @return ASCII
     */
    public static String encode(String text) {
        StringBuilder url = new StringBuilder(text.length() + 16);
        for (byte each : bytes(text)) {
            char c = (char) (each & 0xff);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || (PLAIN.indexOf(c) >= 0 && !(c == '/' && url.isEmpty()))) {
                url.append(c);
            } else {
                url.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            }
        }
        return url.toString();
    }

    /**
     * Reads a path from a part of a URL.
     *
     * @param url the part, as sent
     * @return the path
     * @throws OpenEnvException if a percent sign is not followed by two hexadecimal digits
     */
    public static String decode(String url) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(url.length());
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c != '%') {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            int high = digit(url, i + 1);
            int low = digit(url, i + 2);
            if (high < 0 || low < 0) {
                throw WorkspaceFailure.BAD_REQUEST.exception("The path has a % without two hexadecimal digits: " + url);
            }
            out.write(high * 16 + low);
            i += 2;
        }
        return text(out.toByteArray());
    }

    private static int digit(String url, int at) {
        return at < url.length() ? Character.digit(url.charAt(at), 16) : -1;
    }
}
