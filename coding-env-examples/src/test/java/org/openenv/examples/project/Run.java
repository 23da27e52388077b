package org.openenv.examples.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openenv.core.testing.Eventually;

/** A program run in a process of its own, its output in a file. Closing it ends the process. */
final class Run implements AutoCloseable {

    private static final int DEADLINE_MINUTES = 5;

    private final Process process;
    private final Path output;

    private Run(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        output = Files.createTempFile(folder, "run", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
    }

    static Run start(Path folder, Map<String, String> environment, String... command) throws IOException {
        return new Run(folder, environment, List.of(command));
    }

    /** Runs Java and returns what it printed; it must end with 0. */
    static String java(Path folder, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(javaProgram()));
        command.addAll(List.of(args));
        try (Run run = new Run(folder, Map.of(), command)) {
            return run.success();
        }
    }

    /** Runs Maven with a local repository of its own; it must end with 0. */
    static String maven(Path folder, ThrowawayRepository repository, String... goals) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-s",
                repository.settings().toString(),
                "-Dmaven.repo.local=" + repository.folder()));
        command.addAll(List.of(goals));
        try (Run run = new Run(folder, Map.of("JAVA_HOME", System.getProperty("java.home")), command)) {
            return run.success();
        }
    }

    static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private String success() throws Exception {
        assertThat(process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES))
                .as("it ends: %s", output())
                .isTrue();
        assertThat(process.exitValue()).as(output()).isZero();
        return output();
    }

    String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    /** Waits until a whole line with a word has been printed, and returns it. */
    String line(String word) {
        Eventually.await("a line with '" + word + "'", () -> lineNow(word) != null || !process.isAlive());
        String line = lineNow(word);
        assertThat(line).as("a line with '%s' in %s", word, output).isNotNull();
        return line;
    }

    private @Nullable String lineNow(String word) {
        try {
            String text = output();
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .filter(line -> line.contains(word))
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
