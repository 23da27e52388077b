package org.openenv.core.host.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of the pages, from the class path; each is read once. Safe for use by several threads. */
public final class PageFiles {

    /** Nothing that leads anywhere else, and no file without a type. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z-]{0,40}\\.(html|css|js|svg)");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private static final Map<String, PageFile> READ = new ConcurrentHashMap<>();

    private PageFiles() {}

    /**
     * Returns a page of the server itself.
     *
     * @param name its file's name without {@code .html}
     * @return the page
     */
    public static PageFile page(String name) {
        return find(name + ".html")
                .orElseThrow(() -> new IllegalStateException(name + ".html is not on the class path"));
    }

    /**
     * Returns the page in which stands what programs display as HTML.
     *
     * @return the page
     */
    public static PageFile frame() {
        return FramePage.of(page("frame"), find("frame.js").orElseThrow());
    }

    /**
     * Returns a file that pages load.
     *
     * @param name as a browser asks for it
     * @return the file; empty if there is none of that name
     */
    public static Optional<PageFile> find(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        PageFile known = READ.get(name);
        if (known == null) {
            known = read(name);
            if (known != null) {
                READ.put(name, known);
            }
        }
        return Optional.ofNullable(known);
    }

    private static @Nullable PageFile read(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                return null;
            }
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            return new PageFile(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8),
                    String.valueOf(type),
                    ContentPolicy.of(name));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " can't be read", e);
        }
    }
}
