package org.openenv.coding.server.python.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The Python side: every {@code .py} that lies beside this class, in a jar or in a folder. */
final class Sources {

    private static final String SUFFIX = ".py";
    private static final String FIRST = "boot";
    private static final Map<String, String> TEXTS = read();

    private Sources() {}

    /** The first code of the interpreter. */
    static String boot() {
        var text = TEXTS.get(FIRST);
        if (text == null) {
            throw new IllegalStateException(FIRST + SUFFIX + " is missing from the jar");
        }
        return text;
    }

    /** The text of each module by name, the first code's too: the zygote begins with it again. */
    static Map<String, String> modules() {
        return TEXTS;
    }

    private static Map<String, String> read() {
        URL first = Sources.class.getResource(FIRST + SUFFIX);
        if (first == null) {
            return Map.of();
        }
        try {
            if (first.openConnection() instanceof JarURLConnection jar) {
                // the connection's own jar may lie in another jar; without a cache it is ours to close
                jar.setUseCaches(false);
                try (var file = jar.getJarFile()) {
                    return read(
                            file,
                            jar.getEntryName().substring(0, jar.getEntryName().lastIndexOf('/') + 1));
                }
            }
            return read(Path.of(first.toURI()).resolveSibling(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads a folder of a jar, without the zip file system, which a small runtime does without. */
    private static Map<String, String> read(JarFile jar, String folder) throws IOException {
        var texts = new TreeMap<String, String>();
        for (JarEntry entry : Collections.list(jar.entries())) {
            String name = entry.getName();
            if (name.startsWith(folder) && name.endsWith(SUFFIX) && name.indexOf('/', folder.length()) < 0) {
                try (var bytes = jar.getInputStream(entry)) {
                    texts.put(
                            name.substring(folder.length(), name.length() - SUFFIX.length()),
                            new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }

    private static Map<String, String> read(Path folder) throws IOException {
        var texts = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                var name = file.getFileName().toString();
                texts.put(name.substring(0, name.length() - SUFFIX.length()), Files.readString(file));
            }
        }
        return texts;
    }
}
