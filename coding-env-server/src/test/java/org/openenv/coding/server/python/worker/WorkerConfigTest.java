package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.python.PythonUnavailableException;

class WorkerConfigTest {

    @Test
    void echoPrintsTheResultAsTheInteractiveInterpreterDoes() {
        try (var echoing = Python.start(config -> config.withEchoResult(true))) {
            assertThat(echoing.run("'abc'").stdout()).isEqualTo("'abc'\n");
            assertThat(echoing.run("40 + 2", "_ + 1").stdout()).isEqualTo("43\n");
            assertThat(echoing.run("None").stdout()).isEmpty();
        }
    }

    @Test
    void noPythonIsOneClearLine() {
        var config = WorkerConfig.defaults().withPython(Path.of("/nowhere/python3"));
        assertThatThrownBy(() -> WorkerExecutor.start(config))
                .isInstanceOf(PythonUnavailableException.class)
                .hasMessageContaining("/nowhere/python3");
    }

    @Test
    void somethingElseThanPythonIsOneClearLine() {
        var config = WorkerConfig.defaults().withPython(Path.of("/bin/true"));
        assertThatThrownBy(() -> WorkerExecutor.start(config))
                .isInstanceOf(PythonUnavailableException.class)
                .hasMessageContaining("/bin/true");
    }

    @Test
    void aModuleThatCannotBePreloadedIsNamed() {
        var config =
                WorkerConfig.defaults().withSandbox(SandboxMode.OFF).withPreload(java.util.List.of("no_such_module"));
        assertThatThrownBy(() -> WorkerExecutor.start(config))
                .isInstanceOf(PythonUnavailableException.class)
                .hasMessageContaining("no_such_module");
    }

    @Test
    void programsSeeOnlyTheEnvironmentTheyWereGiven() {
        try (var given = Python.start(config -> config.withEnvironment(java.util.Map.of("GREETING", "hello")))) {
            var names = given.run("""
                    import os
                    threads = {name for name in os.environ if name.endswith("_NUM_THREADS")}
                    print(sorted(os.environ.keys() - threads), os.environ["GREETING"], os.environ["OMP_NUM_THREADS"])
                    """);
            assertThat(names.stdout())
                    .isEqualTo("['GREETING', 'HOME', 'LANG', 'LOGNAME', 'MALLOC_ARENA_MAX', 'PATH', 'USER'] hello 1\n");
        }
    }
}
