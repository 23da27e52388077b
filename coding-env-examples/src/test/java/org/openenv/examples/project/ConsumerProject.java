package org.openenv.examples.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A stranger's project that depends on one of this project's artifacts.
 *
 * @param folder where it is
 */
record ConsumerProject(Path folder) {

    static final String CLASS_PATH = "target/classes:target/lib/*";

    /** Writes a project with one class, in a folder of its name. */
    static ConsumerProject write(
            Path parent, String name, String artifact, String main, UnaryOperator<String> pomChange)
            throws IOException {
        Path folder = parent.resolve(name);
        Path sources = Files.createDirectories(folder.resolve("src/main/java"));
        Files.writeString(sources.resolve(main + ".java"), resource(main + ".java.txt"));
        String pom = resource("pom.xml")
                .replace("@artifact@", artifact)
                .replace("@name@", name)
                .replace("@version@", System.getProperty("project.version"));
        Files.writeString(folder.resolve("pom.xml"), pomChange.apply(pom));
        return new ConsumerProject(folder);
    }

    ConsumerProject build(ThrowawayRepository repository) throws Exception {
        assertThat(Run.maven(folder, repository, "package")).contains("BUILD SUCCESS");
        return this;
    }

    /** Runs a class of its, or of what {@link #compile} made. */
    String run(String main, String... args) throws Exception {
        List<String> all = new ArrayList<>(List.of("-cp", CLASS_PATH, main));
        all.addAll(List.of(args));
        return Run.java(folder, all.toArray(new String[0]));
    }

    /** Compiles further sources against its libraries. */
    void compile(String pathOption, String target, String... resources) throws IOException {
        List<String> args = new ArrayList<>(List.of(
                pathOption,
                libraryPath(pathOption),
                "-d",
                folder.resolve(target).toString()));
        Path sources = Files.createDirectories(folder.resolve(target + "-sources"));
        for (String name : resources) {
            args.add(Files.writeString(sources.resolve(name), resource(name + ".txt"))
                    .toString());
        }
        int code =
                ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, args.toArray(new String[0]));
        assertThat(code).as("javac %s", args).isZero();
    }

    private String libraryPath(String option) throws IOException {
        Path folderOfJars = folder.resolve("target/lib");
        return option.equals("-p")
                ? folderOfJars.toString()
                : libraries().keySet().stream()
                        .map(jar -> folderOfJars.resolve(jar).toString())
                        .collect(Collectors.joining(File.pathSeparator));
    }

    /** What it has at run time besides its own classes: names and sizes. */
    Map<String, Long> libraries() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> jars = Files.list(folder.resolve("target/lib"))) {
            for (Path jar : jars.toList()) {
                sizes.put(jar.getFileName().toString(), Files.size(jar));
            }
        }
        return sizes;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ConsumerProject.class.getResourceAsStream("consumer/" + name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
