package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openenv.coding.server.python.PythonUnavailableException;

/** Each CPython found on this machine runs some of the corpus as it runs scripts, or is refused with a sentence. */
@Tag("python")
@EnabledIfSystemProperty(
        named = "openenv.test.versions",
        matches = "true",
        disabledReason = "takes minutes: -Dopenenv.test.versions=true")
class VersionsTest {

    private static final List<Integer> SUPPORTED =
            IntStream.rangeClosed(9, 14).boxed().toList();
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)[.\\d]*");

    /** For breadth: each part of the runner that looks into the interpreter, or that versions did otherwise. */
    private static final List<String> PROGRAMS = List.of(
            "async_gather_and_queue",
            "attribute_error_with_suggestion",
            "endless_recursion",
            "exception_chaining",
            "exception_in_nested_function",
            "exception_in_stdlib_callee",
            "exception_with_broken_str",
            "excepthook_passed_on",
            "exec_with_namespaces",
            "import_error_kinds",
            "inspect_frames",
            "memory_used_up_and_given_back",
            "modules_are_those_of_a_script",
            "multiprocessing_pool",
            "name_error_with_suggestion",
            "own_file_read_and_imported",
            "profile_of_imports",
            "stack_of_the_program_alone",
            "streams_wrapped_again",
            "subprocess_captured",
            "syntax_error_at_run_time",
            "syntax_error_in_second_step",
            "syntax_error_missing_colon",
            "syntax_warning",
            "syntax_warnings_show_lines",
            "thread_exception",
            "trace_left_on_and_an_error",
            "trace_left_on_and_an_exit",
            "trace_of_threads_and_sources",
            "traceback_across_steps",
            "warnings_made_errors_for_later_steps",
            "warnings_of_all_kinds");

    @TestFactory
    Stream<DynamicTest> everySupportedVersionRunsTheCorpusAsItRunsScripts() throws IOException {
        var found = found();
        found.keySet().removeIf(version -> !supported(version));
        System.out.println("The corpus on each Python found: " + found);
        return found.values().stream().map(python -> dynamicTest(python.toString(), () -> runsAllAsScripts(python)));
    }

    @TestFactory
    Stream<DynamicTest> everyOtherVersionIsRefusedWithASentence() throws IOException {
        return found().entrySet().stream()
                .filter(python -> !supported(python.getKey()))
                .map(python -> dynamicTest(python.getValue().toString(), () -> refuses(python.getValue())));
    }

    private static void runsAllAsScripts(Path python) throws Exception {
        var programs = ProgramFile.in("corpus").stream()
                .filter(program -> PROGRAMS.contains(program.name()))
                .toList();
        var differences = new ArrayList<String>();
        try (var executor = Python.start(config -> config.withPython(python))) {
            for (var program : programs) {
                try {
                    CorpusTest.assertRunsAsTheScript(program, python, executor::open);
                } catch (AssertionError difference) {
                    differences.add(difference.getMessage());
                }
            }
        }
        if (!differences.isEmpty()) {
            throw new AssertionError(String.join("\n", differences));
        }
    }

    private static void refuses(Path python) {
        assertThatThrownBy(() -> Python.start(config -> config.withPython(python)))
                .isInstanceOf(PythonUnavailableException.class)
                .hasMessageContaining("CPython 3.9 to 3.14")
                .hasMessageNotContaining("Traceback");
    }

    private static boolean supported(String version) {
        return SUPPORTED.stream().anyMatch(minor -> version.equals("3." + minor));
    }

    /** Returns one Python for each version: those of pyenv, of the system, and on the path. */
    private static Map<String, Path> found() throws IOException {
        var found = new TreeMap<String, Path>();
        String root = System.getenv().getOrDefault("PYENV_ROOT", System.getProperty("user.home") + "/.pyenv");
        for (Path folder : entries(Path.of(root, "versions"))) {
            var version = VERSION.matcher(folder.getFileName().toString());
            if (version.matches()) {
                add(found, version.group(1) + "." + version.group(2), folder.resolve("bin/python"));
            }
        }
        var folders = new ArrayList<>(List.of("/usr/bin", "/usr/local/bin"));
        folders.addAll(List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)));
        folders.removeIf(folder -> folder.endsWith("shims")); // a shim of pyenv's is a script that looks for a Python
        for (String folder : folders) {
            for (int minor : SUPPORTED) {
                add(found, "3." + minor, Path.of(folder, "python3." + minor));
            }
        }
        return found;
    }

    private static List<Path> entries(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static void add(Map<String, Path> found, String version, Path python) {
        if (Files.isExecutable(python)) {
            found.putIfAbsent(version, python);
        }
    }
}
