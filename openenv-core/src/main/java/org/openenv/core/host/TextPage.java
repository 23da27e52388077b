package org.openenv.core.host;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * A page that a host serves besides the protocol's, such as metrics.
 *
 * @param path where, such as {@code /metrics}
 * @param contentType such as {@code text/plain; charset=utf-8}
 * @param text makes the page for each request, on any thread; it may block
 */
public record TextPage(String path, String contentType, Supplier<String> text) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the path does not begin with a slash
     */
    public TextPage {
        Objects.requireNonNull(contentType, "contentType is required");
        Objects.requireNonNull(text, "text is required");
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path must begin with '/', was '" + path + "'");
        }
    }
}
