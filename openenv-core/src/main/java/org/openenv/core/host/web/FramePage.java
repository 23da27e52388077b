package org.openenv.core.host.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The page in which stands what programs display as HTML: an origin of its own, so that nothing of the server's is in its reach,
 * and no network. One script may run, ours, which stands in the page and is known by its hash: from that origin nothing can be
 * fetched, not even from here. Scripts in what is displayed do not run.
 */
final class FramePage {

    private static final String POLICY = "sandbox allow-scripts; default-src 'none'; script-src 'sha256-%s';"
            + " style-src 'unsafe-inline'; img-src data:; media-src data:; font-src data:; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'self'";

    private FramePage() {}

    /** The page with its script in it. */
    static PageFile of(PageFile page, PageFile script) {
        return new PageFile(
                page.text().replace("{script}", script.text()),
                page.contentType(),
                POLICY.formatted(hash(script.text())));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
