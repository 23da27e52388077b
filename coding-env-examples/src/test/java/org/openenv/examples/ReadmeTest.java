package org.openenv.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;

/** The README's Java compiles and prints what its comments say, and its links lead somewhere. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final String readme = Files.readString(ROOT.resolve("README.md"));

    ReadmeTest() throws IOException {}

    @Test
    void theTenLinesPrintWhatTheySay(@TempDir Path folder) throws Exception {
        String snippet = found("(?s)```java\n(.*?)```").get(0);
        String promised = found("System\\.out\\..*// (.*)").stream().collect(Collectors.joining("\n", "", "\n"));

        assertThat(promised).isEqualTo("Result: 8\n0\n0.1\n");
        try (EnvironmentHost host =
                EnvironmentHost.start(HostConfig.defaults().withPort(0).withDefaultEnvironment("coding_env"))) {
            assertThat(output(
                            snippet.replace("http://localhost:8000", host.uri().toString()), folder))
                    .isEqualTo(promised);
        }
    }

    @Test
    void itsLinksLeadSomewhere() {
        List<String> links = found("]\\((?!http)([^)]+)\\)");

        assertThat(links)
                .isNotEmpty()
                .allSatisfy(link ->
                        assertThat(ROOT.resolve(link.replaceFirst("#.*", ""))).exists());
    }

    private List<String> found(String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(readme);
        return matcher.results().map((MatchResult match) -> match.group(1)).toList();
    }

    private static boolean isImport(String line) {
        return line.startsWith("import ");
    }

    /** Compiles and runs the imports and the body of a main method; returns what it printed. */
    private static String output(String snippet, Path folder) throws Exception {
        String imports = snippet.lines().filter(ReadmeTest::isImport).collect(Collectors.joining("\n"));
        String body = snippet.lines().filter(line -> !isImport(line)).collect(Collectors.joining("\n"));
        assertThat(imports).isNotEmpty();
        Path source = folder.resolve("Snippet.java");
        Files.writeString(source, """
                %s

                public class Snippet {
                    public static void run() {
                        %s
                    }
                }
                """.formatted(imports, body));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString()))
                .as("javac's exit code")
                .isZero();
        var printed = new ByteArrayOutputStream();
        PrintStream stdout = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            loader.loadClass("Snippet").getMethod("run").invoke(null);
        } finally {
            System.setOut(stdout);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
