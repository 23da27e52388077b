package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file run from the command line. */
class RunCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private int run(InputStream in, String... args) {
        return CodingEnvServer.program(in)
                .commandLine(Map.of(), args)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private String file(String program) throws IOException {
        return Files.writeString(folder.resolve("program.py"), program).toString();
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aStreamedRunPassesStdinOnAndEndsAsTheProgramDoes() throws IOException {
        String program = file("""
                import sys
                print('Hello', input('Who? '))
                print(sys.stdin.read(), file=sys.stderr)
                sys.exit(7)
                """);
        assertThat(run(text("Ada é\nthe rest"), "run", "--stream", program))
                .as(err.toString())
                .isEqualTo(7);
        assertThat(out.toString()).isEqualTo("Who? Hello Ada é\n");
        assertThat(err.toString()).isEqualTo("the rest\n");
    }

    @Test
    void aPlainRunHasNoInput() throws IOException {
        assertThat(run(text("unseen"), "run", file("print('out')\ninput()"))).isEqualTo(1);
        assertThat(out.toString()).isEqualTo("out\n");
        assertThat(err.toString()).contains("EOFError");
    }

    @Test
    void stdinCanBeTheProgramAndWhatIsNoFileIsAMistake() {
        assertThat(run(text("print(2)"), "run", "-")).isZero();
        assertThat(out.toString()).isEqualTo("2\n");
        assertThat(run(text(""), "run", folder.resolve("none.py").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("can't be run: there is no such file");
    }
}
