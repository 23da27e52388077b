package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The sandbox's own tests, written in Python, on every privilege level that this machine can offer. */
@EnabledOnOs(OS.LINUX)
@Tag("python")
final class SandboxScriptsTest {

    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final Path TESTS = Path.of("src/test/python");
    private static final Path WORKER = Path.of("src/main/resources/org/openenv/coding/server/python/worker");
    private static final Path PAGE = Path.of("../docs/security.md");
    /** What is the same for every user. */
    private static final Set<String> ONCE =
            Set.of("test_syscalls.py", "test_remedies.py", "test_forks.py", "test_faults.py", "test_prefault.py");

    /** What knows of users, but chooses its rung itself. */
    private static final Set<String> ONCE_FOR_EACH_USER = Set.of("test_removal.py");

    private static final List<String> AS_IT_IS = List.of();
    private static final List<String> UNPRIVILEGED =
            List.of(SETPRIV.toString(), "--reuid", "10001", "--regid", "10001", "--clear-groups");

    /** Outside the checkout, which other users may not be able to read. */
    @TempDir
    private Path readable;

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicContainer> everyScriptPassesOnEveryPrivilegeLevel() throws IOException {
        assumeTrue(Files.isExecutable(PYTHON), "needs " + PYTHON);
        Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rwxr-xr-x"));
        copyTo(readable.resolve("worker"), WORKER);
        copyTo(readable.resolve("tests"), TESTS);
        Files.copy(PAGE, readable.resolve("tests").resolve(PAGE.getFileName()));
        return Stream.of(
                situation("as the user who builds", AS_IT_IS, false),
                situation("as that user, namespaces refused", AS_IT_IS, true),
                situation("as an unprivileged user", UNPRIVILEGED, false),
                situation("as an unprivileged user, namespaces refused", UNPRIVILEGED, true));
    }

    private DynamicContainer situation(String name, List<String> prefix, boolean refused) throws IOException {
        try (Stream<Path> scripts = Files.list(TESTS)) {
            List<DynamicTest> tests = scripts.map(script -> script.getFileName().toString())
                    .filter(script -> script.startsWith("test_"))
                    .filter(script -> !ONCE.contains(script) || (prefix.isEmpty() && !refused))
                    .filter(script -> !ONCE_FOR_EACH_USER.contains(script) || !refused)
                    .sorted()
                    .map(script -> DynamicTest.dynamicTest(script, () -> passes(script, prefix, refused)))
                    .toList();
            assertThat(tests).hasSizeGreaterThan(5);
            return DynamicContainer.dynamicContainer(name, tests);
        }
    }

    private void passes(String script, List<String> prefix, boolean refused) throws Exception {
        assumeTrue(prefix.isEmpty() || isRoot() && Files.isExecutable(SETPRIV), "only root can become another user");
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(PYTHON.toString(), "-B", "-W", "error", script));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(readable.resolve("tests").toFile())
                .redirectErrorStream(true);
        builder.environment().put("OPENENV_WORKER", readable.resolve("worker").toString());
        builder.environment().put("OPENENV_NAMESPACES", refused ? "refused" : "");
        Path output = Files.createTempFile("openenv-script-", ".txt");
        try {
            Process process = builder.redirectOutput(output.toFile()).start();
            boolean ended = process.waitFor(600, TimeUnit.SECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            String said = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended).as(said).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            assertThat(said).containsPattern("Ran [1-9]");
        } finally {
            Files.delete(output);
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static void copyTo(Path target, Path source) throws IOException {
        Files.createDirectory(
                target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (Stream<Path> files = Files.list(source)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".py")).toList()) {
                Path copy = Files.copy(file, target.resolve(file.getFileName().toString()));
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
            }
        }
    }
}
