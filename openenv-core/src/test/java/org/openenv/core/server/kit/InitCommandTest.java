package org.openenv.core.server.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class InitCommandTest {

    private static final int USAGE = 2;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path parent;

    @Test
    void writesAProjectAndSaysWhatToTypeNext() throws IOException {
        assertThat(init("word-game-env", "--package=org.acme.words")).isZero();

        Path project = parent.resolve("word-game-env");
        assertThat(files(project))
                .containsExactlyInAnyOrder(
                        ".dockerignore",
                        ".gitignore",
                        "Dockerfile",
                        "README.md",
                        "pom.xml",
                        "src/main/java/org/acme/words/Main.java",
                        "src/main/java/org/acme/words/WordGameEnv.java",
                        "src/main/java/org/acme/words/WordGameEnvironment.java",
                        "src/main/java/org/acme/words/WordGameEnvironmentProvider.java",
                        "src/main/java/org/acme/words/package-info.java",
                        "src/main/resources/META-INF/services/org.openenv.core.spi.EnvironmentProvider",
                        "src/test/java/org/acme/words/WordGameEnvironmentTest.java",
                        "src/test/resources/logback-test.xml");
        for (String file : files(project)) {
            assertThat(project.resolve(file)).content().as(file).doesNotContainPattern("@[a-zA-Z]+@");
        }
        assertThat(project.resolve("pom.xml")).content().contains("<openenv.version>1.2.3</openenv.version>");
        assertThat(out.toString()).contains("cd " + project, "java -jar target/word-game-env.jar");
    }

    @ParameterizedTest
    @CsvSource({"maze,com.example.maze,Maze", "my-env,com.example.myenv,My", "env,com.example.env,Env"})
    void derivesTheNamesItWasNotGiven(String name, String packageName, String base) throws IOException {
        assertThat(init(name)).isZero();

        assertThat(files(parent.resolve(name)))
                .contains("src/main/java/" + packageName.replace('.', '/') + "/" + base + "Environment.java");
    }

    @Test
    void leavesAFolderAloneThatIsNotEmpty() throws IOException {
        Path mine = Files.createDirectory(parent.resolve("my-env")).resolve("mine.txt");
        Files.writeString(mine, "mine");

        assertThat(init("my-env")).isEqualTo(USAGE);
        assertThat(err.toString()).contains("is not empty");
        assertThat(files(parent.resolve("my-env"))).containsExactly("mine.txt");
    }

    @Test
    void takesAFolderThatIsEmpty() throws IOException {
        Files.createDirectory(parent.resolve("my-env"));

        assertThat(init("my-env")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"My-Env", "my_env", "-env", "env-", "my--env", "1env", "my env", "é"})
    void refusesANameThatIsNotOneEverywhere(String name) throws IOException {
        assertThat(init("./" + name)).isEqualTo(USAGE);
        assertThat(err.toString()).contains("a project's name is made of");
        assertThat(files(parent)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.Example", "com..example", "com.new.example", "com.my-env", "", "1.com"})
    void refusesAPackageThatJavaDoesNotTake(String packageName) throws IOException {
        assertThat(init("my-env", "--package=" + packageName)).isEqualTo(USAGE);
        assertThat(err.toString()).contains("a package's name is made of");
        assertThat(files(parent)).isEmpty();
    }

    private int init(String name, String... options) {
        String[] args = Stream.concat(
                        Stream.of(parent.resolve(name).toString(), "--openenv-version=1.2.3"), Stream.of(options))
                .toArray(String[]::new);
        return new CommandLine(new InitCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
