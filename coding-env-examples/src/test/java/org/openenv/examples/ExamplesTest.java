package org.openenv.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.openenv.coding.client.CodingEnv;
import org.openenv.core.client.EnvClient;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.examples.echo.Echo;

class ExamplesTest {

    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(stdout, true, StandardCharsets.UTF_8);
    private final PrintStream err = new PrintStream(stderr, true, StandardCharsets.UTF_8);

    @Test
    void quickStartRunsItsThreePrograms() {
        assertThat(QuickStart.run(new String[0], out, err)).isZero();
        assertThat(text(stdout).replaceFirst("http://127\\.0\\.0\\.1:\\d+", "URL"))
                .isEqualTo("""
                        An episode at URL

                        >>> print('Hello, World!')
                        Hello, World!
                        exit code 0, reward 0.1

                        >>> x = 5 + 3
                        >>> print(f'Result: {x}')
                        Result: 8
                        exit code 0, reward 0.1

                        >>> import math
                        >>> print(math.pi)
                        3.141592653589793
                        exit code 0, reward 0.1
                        """);
        assertThat(text(stderr)).isEmpty();
    }

    @Test
    void treeSearchSolvesItsTasksByTryingAndRepairing() {
        assertThat(TreeSearch.run(new String[0], out, err)).isZero();
        assertThat(text(stdout)).isEqualTo("""
                        mean: 2 of 2 checks hold, 3 steps
                        stack: 2 of 2 checks hold, 3 steps
                        file: 2 of 2 checks hold, 3 steps
                        """);
        assertThat(text(stderr)).isEmpty();
    }

    @Test
    void quickStartUsesTheServerItIsGiven() {
        try (EnvironmentHost host = serve()) {
            assertThat(QuickStart.run(new String[] {host.uri().toString()}, out, err))
                    .isZero();
        }
        assertThat(text(stdout)).contains("Result: 8");
    }

    @Test
    void quickStartSaysThatTheServerIsGone() {
        String gone = goneServer();

        assertThat(QuickStart.run(new String[] {gone}, out, err)).isEqualTo(1);
        assertThat(text(stderr)).startsWith("QuickStart: ").contains(gone).hasLineCount(1);
    }

    @Test
    void inProcessNeedsNoServer() {
        assertThat(InProcess.run(out, err)).isZero();
        assertThat(text(stdout)).isEqualTo("4 different words\nreward 0.1, 2 steps\n");
    }

    @Test
    void submissionsToTasksAreRewardedByTests() {
        assertThat(Grade.run(out, err)).as(text(stderr)).isZero();
        assertThat(text(stdout)).isEqualTo("""
                Write runs(text): the runs of one character, each with its length.
                  reward 0.5
                  reward 1.0, done
                Read whole numbers, several a line, and print their sum.
                  reward 0.5
                  reward 1.0, done
                """);
    }

    @Test
    void parallelRolloutsShowTheirProgressAndASummary() {
        assertThat(ParallelRollouts.run(new String[] {"20", "4"}, out, err)).isZero();
        assertThat(text(stdout))
                .startsWith("20 episodes, 4 at a time, at http://127.0.0.1:")
                .contains("   2 of 20 done, 0 failed\n", "  20 of 20 done, 0 failed\n")
                .containsPattern(
                        "20 succeeded, 0 failed in \\d+\\.\\d\\d s: \\d+\\.\\d episodes/s, mean return 0\\.30\n");
        assertThat(text(stderr)).isEmpty();
    }

    @Test
    void parallelRolloutsFailBeforeTheFirstEpisodeWhereThereIsNoServer() {
        String gone = goneServer();

        assertThat(ParallelRollouts.run(new String[] {"7", "2", gone}, out, err))
                .isEqualTo(1);
        assertThat(text(stderr))
                .startsWith("ParallelRollouts: ")
                .contains("no server is healthy", gone)
                .hasLineCount(1);
    }

    @Test
    void parallelRolloutsShareTheEpisodesAmongSeveralServers() {
        try (EnvironmentHost one = serve();
                EnvironmentHost other = serve()) {
            String[] args = {"12", "4", one.uri().toString(), other.uri().getAuthority()};

            assertThat(ParallelRollouts.run(args, out, err)).isZero();
        }
        assertThat(text(stdout)).contains("12 succeeded, 0 failed");
    }

    @Test
    void aMistakenNumberIsNamed() {
        assertThat(ParallelRollouts.run(new String[] {"many"}, out, err)).isEqualTo(1);
        assertThat(text(stderr))
                .startsWith("ParallelRollouts: ")
                .contains("many")
                .hasLineCount(1);
    }

    @Test
    void oneHostServesTheEchoBesideThePython() {
        try (EnvironmentHost host = serve();
                var python = CodingEnv.connect(host.uri());
                var echo = EnvClient.connect(host.uri() + "/envs/echo_env", Echo.TYPES)) {
            assertThat(python.run("print(2)").observation().stdout()).isEqualTo("2\n");
            assertThat(echo.step(new Echo.Say("hi")).observation().message()).isEqualTo("hi");
        }
    }

    private static EnvironmentHost serve() {
        return EnvironmentHost.start(HostConfig.defaults().withPort(0).withDefaultEnvironment("coding_env"));
    }

    private static String goneServer() {
        try (EnvironmentHost host = serve()) {
            return host.uri().getAuthority();
        }
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
