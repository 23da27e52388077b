package org.openenv.coding.server.python.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.PythonExecutor;

/** A module of CPython's own tests, as Debian's package libpython3.11-testsuite installs them. */
record LibraryModule(String name) {

    private static final List<String> PACKAGES =
            List.of("test", "ctypes/test", "distutils/tests", "lib2to3/tests", "unittest/test");
    private static final Pattern FILE = Pattern.compile("test_.*\\.py");
    private static final Pattern OUTCOME = Pattern.compile("(?m)^@ (\\S+) (.*)$");
    private static final String NOBODY = "65534";

    /** Returns every module that is installed, by name; none without the package. */
    static List<LibraryModule> installed() throws Exception {
        Path library = Path.of(ReferencePython.run("import sysconfig; print(sysconfig.get_path('stdlib'), end='')")
                .stdout());
        var found = new ArrayList<LibraryModule>();
        for (String folder : PACKAGES) {
            if (Files.isDirectory(library.resolve(folder))) {
                try (Stream<Path> files = Files.walk(library.resolve(folder))) {
                    files.filter(file ->
                                    FILE.matcher(file.getFileName().toString()).matches())
                            .map(file -> library.relativize(file).toString())
                            .map(path -> path.substring(0, path.length() - ".py".length()))
                            .sorted()
                            .forEach(path -> found.add(new LibraryModule(path.replace('/', '.'))));
                }
            }
        }
        return found;
    }

    /** Returns how each test ended in an episode. What it printed is left in a file. */
    Map<String, String> inAnEpisode(PythonExecutor executor, ExecutionLimits limits, Path log) throws IOException {
        try (var interpreter = executor.open(null, limits)) {
            var result = interpreter.run(program(), limits.stepTimeout());
            Files.writeString(log, result.stdout() + result.stderr() + "\n" + result.cause());
            return outcomes(result.stdout());
        }
    }

    /** Returns how each test ended in a plain script, which an ordinary user runs, as in an episode. */
    Map<String, String> asAScript(Duration most, Path log) throws Exception {
        Path folder = Files.createTempDirectory("openenv-library-");
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            Files.writeString(folder.resolve("main.py"), program());
            var builder = new ProcessBuilder(command(most)).directory(folder.toFile());
            builder.redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().clear();
            builder.environment()
                    .putAll(Map.of(
                            "PATH",
                            "/usr/bin:/bin",
                            "LANG",
                            "C.UTF-8",
                            "TMPDIR",
                            folder.toString(),
                            "HOME",
                            folder.toString()));
            Process process = builder.start();
            if (!process.waitFor(most.toSeconds() + 30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return outcomes(new String(Files.readAllBytes(log), java.nio.charset.StandardCharsets.UTF_8));
        } finally {
            ReferencePython.delete(folder);
        }
    }

    private static List<String> command(Duration most) {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        command.addAll(List.of("timeout", "--kill-after=5", most.toSeconds() + "s"));
        command.addAll(List.of(ReferencePython.EXECUTABLE.toString(), "main.py"));
        return command;
    }

    private String program() {
        return "MODULE = \"" + name + "\"\n" + ProgramFile.text("cpython/run_module.py");
    }

    private static Map<String, String> outcomes(String output) {
        var found = new TreeMap<String, String>();
        OUTCOME.matcher(output).results().forEach(line -> found.put(line.group(2), line.group(1)));
        return found;
    }
}
