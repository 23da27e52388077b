package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.ProgramOption;
import org.openenv.coding.server.python.Shown;

/** Small notebooks, cell by cell: the kinds of results are those that IPython's own shell shows ({@code kinds.txt}). */
@Tag("python")
class NotebooksTest {

    /** What we tell besides. */
    private static final String OURS = "application/vnd.dataresource+json";

    private static TestExecutor executor;

    @BeforeAll
    static void start() {
        executor = new TestExecutor();
    }

    @AfterAll
    static void stop() throws IOException {
        executor.close();
    }

    record Notebook(String name, List<String> cells, String kinds) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Notebook> notebooks() throws IOException {
        List<Notebook> notebooks = new ArrayList<>();
        String[] kinds = text("kinds.txt").split("\n", -1);
        String[] parts = text("cells.py").split("(?m)^#### ", -1);
        for (int i = 1; i < parts.length; i++) {
            String name = parts[i].substring(0, parts[i].indexOf('\n'));
            List<String> cells =
                    Arrays.asList(parts[i].substring(name.length() + 1).split("\n#---\n", -1));
            notebooks.add(new Notebook(name, cells, kinds[i - 1]));
        }
        return notebooks;
    }

    private static String text(String name) throws IOException {
        try (var bytes = Objects.requireNonNull(NotebooksTest.class.getResourceAsStream("/notebooks/" + name))) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void showsWhatJupyterShows(Notebook notebook) throws Exception {
        String all = String.join("\n", notebook.cells());
        for (String library : List.of("numpy", "pandas", "matplotlib", "PIL")) {
            if (all.contains(library)) {
                executor.assumeThatThereIs(List.of(library));
            }
        }
        try (var python = executor.open(ExecutionLimits.defaults())) {
            List<String> seen = new ArrayList<>();
            for (String cell : notebook.cells()) {
                seen.add(kinds(python.run(
                        new Program(cell, null, false, Set.of(ProgramOption.RESULTS, ProgramOption.NOTEBOOK)),
                        Duration.ofSeconds(60))));
            }
            assertThat((notebook.name() + ": " + String.join(" | ", seen)).strip())
                    .isEqualTo(notebook.kinds());
        }
    }

    private static String kinds(CodeExecResult ran) {
        String shown = ran.shown().results().stream().map(NotebooksTest::kinds).collect(Collectors.joining(" "));
        return shown + (ran.exitCode() == 0 ? "" : " error");
    }

    private static String kinds(Shown.Result result) {
        return result.data().keySet().stream()
                .filter(type -> !type.equals(OURS))
                .sorted()
                .collect(Collectors.joining(",", result.outputType() + "(", ")"));
    }
}
