package org.openenv.core.server.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/** A project to be written: its names, checked, and its files. Immutable. */
final class NewProject {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int MAX_NAME = 64;

    private final Path folder;
    private final String name;
    private final String packageName;
    private final String base;
    private final String version;

    private NewProject(Path folder, String name, String packageName, String base, String version) {
        this.folder = folder;
        this.name = name;
        this.packageName = packageName;
        this.base = base;
        this.version = version;
    }

    /**
     * Checks the names of a project.
     *
     * @param packageName the package of its classes; {@code null} to derive it from the name
     * @throws IllegalArgumentException if a name is none that Maven, Java and the protocol all take
     */
    static NewProject of(Path folder, @Nullable String packageName, String version) {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        String name = last == null ? "" : last.toString();
        if (!NAME.matcher(name).matches() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException("a project's name is made of lower-case letters, digits and single"
                    + " hyphens, starts with a letter and has at most " + MAX_NAME + " characters, such as my-env;"
                    + " was '" + name + "'");
        }
        String in = packageName == null ? "com.example." + name.replace("-", "") : packageName;
        if (!SourceVersion.isName(in) || !in.equals(in.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "a package's name is made of lower-case Java names and dots, such as com.example.myenv; was '" + in
                            + "'");
        }
        return new NewProject(folder, name, in, base(name), version);
    }

    /** The name in camel case without a last {@code env}: {@code word-game-env} gives {@code WordGame}. */
    private static String base(String name) {
        String bare = name.replaceFirst("-(env|environment)$", "");
        return Arrays.stream(bare.split("-"))
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
    }

    /**
     * Writes the files.
     *
     * @throws IllegalStateException if there is something in the folder; nothing was written then
     */
    void write() throws IOException {
        requireEmpty();
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path target = folder.resolve(file.getValue());
            Files.createDirectories(target.getParent());
            Files.writeString(target, fill(Templates.read(file.getKey())));
        }
    }

    private void requireEmpty() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException(folder + " is no folder; choose another name");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new IllegalStateException(folder + " is not empty; nothing was written. Choose another name");
            }
        }
    }

    /** Returns the project's files, target by template. */
    private Map<String, String> files() {
        String path = packageName.replace('.', '/');
        String main = "src/main/java/" + path + "/";
        Map<String, String> files = new LinkedHashMap<>();
        files.put("pom.xml", "pom.xml");
        files.put("README.md", "README.md");
        files.put("Dockerfile", "Dockerfile");
        files.put("dockerignore", ".dockerignore");
        files.put("gitignore", ".gitignore");
        files.put("package-info.java", main + "package-info.java");
        files.put("Env.java", main + base + "Env.java");
        files.put("Environment.java", main + base + "Environment.java");
        files.put("EnvironmentProvider.java", main + base + "EnvironmentProvider.java");
        files.put("Main.java", main + "Main.java");
        files.put("services", "src/main/resources/META-INF/services/org.openenv.core.spi.EnvironmentProvider");
        files.put("EnvironmentTest.java", "src/test/java/" + path + "/" + base + "EnvironmentTest.java");
        files.put("logback-test.xml", "src/test/resources/logback-test.xml");
        return files;
    }

    private String fill(String template) {
        return template.replace("@name@", name)
                .replace("@environment@", name.replace('-', '_'))
                .replace("@package@", packageName)
                .replace("@Base@", base)
                .replace("@version@", version);
    }

    /** Returns what to type next. */
    String nextSteps() {
        return String.join(
                System.lineSeparator(),
                "Wrote " + folder + ". Next:",
                "  cd " + folder,
                "  mvn package  # builds it and runs its tests",
                "  java -jar target/" + name + ".jar  # serves it at http://127.0.0.1:8000",
                "Then change what it does in " + base + "Environment.java; README.md tells how to step it.");
    }
}
