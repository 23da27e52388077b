package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openenv.core.testing.Eventually;

/** The runnable jar in a process of its own. Closing it ends the process and looks for what it left behind. */
final class ServerProcess implements AutoCloseable {

    private static final int DEADLINE_SECONDS = 300;
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    private final Process process;
    private final BufferedReader stdout;
    private final Path stderr;

    private ServerProcess(Map<String, String> environment, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", System.getProperty("runnable.jar")));
        command.addAll(args);
        try {
            stderr = Files.createTempFile("server", ".err");
            var builder = new ProcessBuilder(command).redirectError(stderr.toFile());
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stdout = process.inputReader(StandardCharsets.UTF_8);
    }

    static ServerProcess start(String... args) {
        return start(Map.of(), args);
    }

    static ServerProcess start(Map<String, String> environment, String... args) {
        return new ServerProcess(environment, List.of(args));
    }

    /** Waits for the first line on stdout. */
    String firstLine() {
        String line = CompletableFuture.supplyAsync(this::readLine)
                .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .join();
        assertThat(line).as("first line; stderr: %s", stderr()).isNotNull();
        return line;
    }

    private String readLine() {
        try {
            return stdout.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the server has started and returns where it is. */
    URI uri() {
        String line = firstLine();
        Matcher address = ADDRESS.matcher(line);
        assertThat(address.find()).as("an address in: %s", line).isTrue();
        return URI.create(address.group());
    }

    /** Waits for the end of the process and returns its exit code. */
    int exitCode() {
        try {
            assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS))
                    .as("the server ends; stderr so far: %s", stderr())
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return process.exitValue();
    }

    /** What came on stdout after what was read. */
    String stdout() {
        return String.join("\n", stdout.lines().toList());
    }

    String stderr() {
        try {
            return Files.readString(stderr);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGTERM, and leaves the streams open. */
    void terminate() {
        process.toHandle().destroy();
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        exitCode();
        Eventually.await(
                "the server's processes are gone: " + children,
                () -> children.stream().noneMatch(ProcessHandle::isAlive));
        try {
            Files.delete(stderr);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
