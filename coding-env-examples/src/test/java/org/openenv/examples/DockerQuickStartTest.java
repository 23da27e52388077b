package org.openenv.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class DockerQuickStartTest {

    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    private int run(String... args) {
        return DockerQuickStart.run(
                args,
                new PrintStream(stdout, true, StandardCharsets.UTF_8),
                new PrintStream(stderr, true, StandardCharsets.UTF_8));
    }

    @Test
    void runsItsThreeProgramsInAContainer() {
        assertThat(run()).isZero();
        assertThat(stdout.toString(StandardCharsets.UTF_8))
                .startsWith("An episode in a container of coding-env:latest")
                .contains("Hello, World!", "Result: 8", "3.141592653589793");
        assertThat(stderr.size()).isZero();
    }

    @Test
    void saysWhatIsWrongInOneLine() {
        assertThat(run("127.0.0.1:9/no-such-image")).isEqualTo(1);
        assertThat(stderr.toString(StandardCharsets.UTF_8))
                .startsWith("DockerQuickStart: asked to start 127.0.0.1:9/no-such-image")
                .contains("docker build");
    }
}
