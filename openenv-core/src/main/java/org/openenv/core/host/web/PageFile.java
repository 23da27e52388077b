package org.openenv.core.host.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of the pages, as a browser is sent it. Immutable.
 *
 * @param text its content
 * @param contentType its type, with the character set
 * @param policy the Content-Security-Policy that it comes with
 */
public record PageFile(String text, String contentType, String policy) {

    private static final String BASE = "{base}";

    /**
     * Returns this page with its addresses relative to the server's root, so that a proxy's prefix is no matter.
     *
     * @param base the way there from the page's own address, such as {@code ../}
     * @return the copy
     */
    public PageFile withBase(String base) {
        return new PageFile(text.replace(BASE, base), contentType, policy);
    }

    /**
     * Returns the tag by which a browser knows that it has this file already.
     *
     * @return the tag in its quotation marks
     */
    public String etag() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
