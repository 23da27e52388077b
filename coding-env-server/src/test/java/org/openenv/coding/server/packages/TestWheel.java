package org.openenv.coding.server.packages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes wheels: zip files with a module and what is told of it. */
public final class TestWheel {

    private TestWheel() {}

    /**
     * Writes a wheel with one module, whose {@code VERSION} is its version.
     *
     * @param tag for which Python it is, such as {@code py3-none-any}
     * @param more further lines of its metadata
     */
    public static void write(Path folder, String name, String version, String tag, String more) throws IOException {
        String info = name + "-" + version + ".dist-info/";
        Map<String, String> files = new LinkedHashMap<>();
        files.put(name + "/__init__.py", "VERSION = '" + version + "'\n");
        files.put(info + "METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n" + more);
        files.put(info + "WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: " + tag + "\n");
        StringBuilder record = new StringBuilder();
        files.keySet().forEach(file -> record.append(file).append(",,\n"));
        files.put(info + "RECORD", record + info + "RECORD,,\n");
        try (var zip =
                new ZipOutputStream(Files.newOutputStream(folder.resolve(name + "-" + version + "-" + tag + ".whl")))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
