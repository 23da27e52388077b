package org.openenv.coding.server.python.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

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

    /** The text of each module that the first code can import, by name. */
    static Map<String, String> modules() {
        var modules = new TreeMap<>(TEXTS);
        modules.remove(FIRST);
        return modules;
    }

    private static Map<String, String> read() {
        URL first = Sources.class.getResource(FIRST + SUFFIX);
        if (first == null) {
            return Map.of();
        }
        try {
            if (first.openConnection() instanceof JarURLConnection jar) {
                try (var files =
                        FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()))) {
                    return read(files.getPath(jar.getEntryName()).resolveSibling(""));
                }
            }
            return read(Path.of(first.toURI()).resolveSibling(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
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
