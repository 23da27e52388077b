package org.openenv.coding.server.python.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Python itself: runs a text as a script, with nothing on standard input and pipes to write to. */
final class ReferencePython {

    static final Path EXECUTABLE = Path.of(System.getProperty("openenv.test.python", "/usr/bin/python3"));

    private static final long DEADLINE_SECONDS = 60;

    /** Whoever runs the tests in the background has them ignore SIGINT, and a script inherits that. */
    private static final String WITH_DEFAULT_SIGNALS = """
            import os, signal, sys
            for number in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            os.execv(sys.argv[1], sys.argv[1:])
            """;

    /** What a program wrote and how it ended, as a shell tells it. */
    record Outcome(String stdout, String stderr, int exitCode) {}

    private ReferencePython() {}

    /** Runs a script in a directory of its own. Its path in the output is replaced by {@code <program>}. */
    static Outcome run(String script) throws Exception {
        return run(EXECUTABLE, script);
    }

    static Outcome run(Path python, String script) throws Exception {
        Path directory = Files.createTempDirectory("openenv-reference-");
        try {
            Path file = Files.writeString(directory.resolve("program.py"), script);
            var outcome = run(python, directory, file.toString());
            return new Outcome(
                    outcome.stdout().replace(file.toString(), "<program>"),
                    outcome.stderr().replace(file.toString(), "<program>"),
                    outcome.exitCode());
        } finally {
            delete(directory);
        }
    }

    /** Returns whether a module can be imported. */
    static boolean has(String module) throws Exception {
        return run("import " + module).exitCode() == 0;
    }

    private static Outcome run(Path python, Path directory, String... arguments) throws Exception {
        var builder = new ProcessBuilder(python.toString(), "-ISc", WITH_DEFAULT_SIGNALS, python.toString());
        builder.command().addAll(List.of(arguments));
        builder.directory(directory.toFile()).redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "TMPDIR", directory.toString()));
        Process process = builder.start();
        var stderr = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
        var stdout = read(process.getInputStream());
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the reference does not end");
        }
        return new Outcome(stdout, stderr.get(), process.exitValue());
    }

    private static String read(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder and all that is in it. */
    static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
