package org.openenv.coding.server.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.server.CodingConfig;
import org.openenv.coding.server.CodingEnvironmentProvider;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.client.EnvClient;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.HostedEnvironment;

/** Packages that a reset asks for, from wheels that this test writes. */
class PackagesTest {

    @TempDir
    static Path wheels;

    private static HostedEnvironment<CodeAction, CodeObservation, CodeState> server;
    private static EnvClient<CodeAction, CodeObservation, CodeState> env;
    private static Set<Path> before;

    @BeforeAll
    static void serve() throws IOException {
        Files.setPosixFilePermissions(wheels, PosixFilePermissions.fromString("rwxr-xr-x"));
        before = folders();
        TestWheel.write(wheels, "alpha", "1.0", "py3-none-any", "");
        TestWheel.write(wheels, "alpha", "2.0", "py3-none-any", "");
        TestWheel.write(wheels, "beta", "1.0", "py3-none-any", "Requires-Dist: alpha (<2)\n");
        TestWheel.write(wheels, "gamma", "1.0", "py3-none-any", "Requires-Dist: nowhere (>=3)\n");
        TestWheel.write(wheels, "old", "1.0", "cp27-none-any", "");
        TestWheel.write(wheels, "young", "1.0", "py3-none-any", "Requires-Python: >=3.99\n");
        server = HostedEnvironment.serve(
                new CodingEnvironmentProvider(CodingConfig.defaults().withPackages(wheels)), HostConfig.defaults());
        env = server.connect();
    }

    @AfterAll
    static void stop() throws IOException {
        assertThat(folders()).hasSizeGreaterThan(before.size());
        server.close();
        assertThat(folders()).isEqualTo(before);
    }

    private static StepResult<CodeObservation> reset(String... packages) {
        return env.reset(ResetOptions.none().withExtra("packages", List.of(packages)));
    }

    private static String run(String code) {
        CodeObservation observation = env.step(new CodeAction(code)).observation();
        assertThat(observation.stderr()).doesNotContain("Traceback", "ERROR");
        return observation.stdout();
    }

    @Test
    void whatIsAskedForCanBeImportedWithWhatItNeedsByProgramsAndTheirChildren() {
        assertThat(reset("beta").metadata()).containsEntry("packages", List.of("alpha 1.0", "beta 1.0"));
        assertThat(
                        run(
                                "import alpha, beta; print(alpha.VERSION, beta.VERSION, alpha.__file__.startswith('/packages/sets/'))"))
                .isEqualTo("1.0 1.0 True\n");
        assertThat(
                        run(
                                "import subprocess, sys\nprint(subprocess.run([sys.executable, '-c', 'import beta; print(beta.VERSION)'], capture_output=True, text=True).stdout)"))
                .isEqualTo("1.0\n\n");
        assertThat(run("import importlib.metadata as m; print(m.version('beta'))"))
                .isEqualTo("1.0\n");
        env.reset();
        assertThat(env.step(new CodeAction("import alpha")).observation().stderr())
                .contains("ModuleNotFoundError");
    }

    /** One set has one folder, however it is written; nobody can change it. */
    @Test
    void aSetIsInstalledOnceAndReadOnly() {
        String place = "import alpha, os; print(os.path.dirname(alpha.__file__))";
        assertThat(reset("alpha >= 1, != 1.0", "Alpha>=1,!=1.0").metadata())
                .containsEntry("packages", List.of("alpha 2.0"));
        String first = run(place);
        reset("ALPHA>=1,!=1.0");
        assertThat(run(place)).isEqualTo(first);
        assertThat(env.step(new CodeAction("open(alpha.__file__, 'w')"))
                        .observation()
                        .stderr())
                .containsPattern("OSError|PermissionError");
        assertThat(run("import os; print(os.listdir(os.path.dirname(alpha.__file__) + '/__pycache__') != [])"))
                .isEqualTo("True\n");
        env.reset(ResetOptions.none()
                .withExtra("packages", List.of("alpha>=1,!=1.0"))
                .withExtra("as_script", true));
        assertThat(run(place)).isEqualTo(first);
        assertThat(run(place)).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            nothing       | nothing can't be had: there is no wheel of it
            alpha==3      | alpha==3 can't be had: there are only the versions 1.0, 2.0
            gamma         | nowhere>=3 can't be had: gamma needs it, and there is no wheel of it
            old           | old can't be had: no wheel of it is for CPython 3
            young         | Package 'young' requires a different Python
            -e .          | each must be a name with versions
            ../x          | each must be a name with versions
            alpha @ file:///x | each must be a name with versions
            --pre         | each must be a name with versions
            """)
    void whatCanNotBeHadIsSaidInASentenceAndTheOldEpisodeGoesOn(String wanted, String why) {
        env.reset();
        run("kept = 1");
        assertThatThrownBy(() -> reset(wanted))
                .isInstanceOf(OpenEnvException.class)
                .hasMessageContaining("packages: ")
                .hasMessageContaining(why);
        assertThat(run("print(kept)")).isEqualTo("1\n");
    }

    @Test
    void whatExcludesEachOtherIsRefused() {
        assertThatThrownBy(() -> reset("alpha==2.0", "beta"))
                .hasMessageContaining("packages: ")
                .hasMessageContaining("conflict");
        assertThatThrownBy(() -> env.reset(ResetOptions.none().withExtra("packages", "alpha")))
                .hasMessageContaining("must be a list of at most 100 requirements");
    }

    @Test
    void aProgramInstallsFromTheSameWheels() {
        env.reset();
        assertThat(run("""
                import subprocess, sys
                done = subprocess.run([sys.executable, '-m', 'pip', 'install', '-q', 'beta'], capture_output=True, text=True)
                print(done.returncode, done.stderr)
                import beta, alpha
                print(beta.VERSION, alpha.VERSION)
                """)).endsWith("1.0 1.0\n");
        env.reset();
        StepResult<CodeObservation> cell = env.step(
                new CodeAction("%pip install -q alpha==2.0\nimport alpha\nprint(alpha.VERSION)"),
                StepOptions.none().withExtra("notebook", true));
        assertThat(cell.observation().stdout()).as(cell.observation().stderr()).endsWith("2.0\n");
    }

    @Test
    void aServerWithoutPackagesSaysSoAndNoFolderIsAMistake() throws IOException {
        var plain = new CodingEnvironmentProvider(CodingConfig.defaults().withPackages(wheels.resolve("none")));
        assertThatThrownBy(plain::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--packages: there is no folder");
        plain.close();
        try (var none = new CodingEnvironmentProvider(CodingConfig.defaults());
                var without = none.create(org.openenv.core.spi.EnvironmentConfig.empty())) {
            assertThatThrownBy(() -> without.reset(ResetOptions.none().withExtra("packages", List.of("alpha"))))
                    .hasMessageContaining("with --packages DIR");
        }
    }

    private static Set<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("openenv-packages-"))
                    .collect(Collectors.toSet());
        }
    }
}
