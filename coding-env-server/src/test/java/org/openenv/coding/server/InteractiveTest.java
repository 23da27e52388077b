package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.core.OpenEnvException;
import org.openenv.core.OutputChunk;
import org.openenv.core.StepInput;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.client.EnvClient;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.HostedEnvironment;

/** Programs that are given their input while they run, through the Java client. */
class InteractiveTest {

    private static HostedEnvironment<CodeAction, CodeObservation, CodeState> server;
    private static EnvClient<CodeAction, CodeObservation, CodeState> env;

    private final StepInput input = new StepInput();
    private final StringBuffer seen = new StringBuffer();

    @BeforeAll
    static void serve() {
        server = HostedEnvironment.serve(new CodingEnvironmentProvider(CodingConfig.defaults()), HostConfig.defaults());
        env = server.connect();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static StepOptions options() {
        return StepOptions.timeout(Duration.ofSeconds(60));
    }

    /** Has a program run. Each prompt is answered once it is seen: prompts and answers, by turns. */
    private StepResult<CodeObservation> talk(String code, String... dialogue) {
        List<String> left = new ArrayList<>(List.of(dialogue));
        return env.step(new CodeAction(code), options().withInput(input).withOutput(chunk -> answer(chunk, left)));
    }

    private synchronized void answer(OutputChunk chunk, List<String> left) {
        seen.append(chunk.text());
        if (!left.isEmpty() && seen.toString().endsWith(left.get(0))) {
            left.remove(0);
            CompletableFuture<Void> unused = input.send(left.remove(0));
        }
    }

    private static String run(String code) {
        return env.step(new CodeAction(code), options()).observation().stdout();
    }

    @Test
    void promptsWithoutANewlineAreSeenAndAnswersGoIn() {
        StepResult<CodeObservation> result = talk(
                "name = input('Name? ')\nprint('Age? ', end='')\nprint(name, int(input()) + 1)",
                "Name? ",
                "Ada Löve\n",
                "Age? ",
                "36\n");
        assertThat(result.observation().stdout()).isEqualTo("Name? Age? Ada Löve 37\n");
        assertThat(seen.toString()).isEqualTo(result.observation().stdout());
    }

    @Test
    void everyWayToReadFindsWhatIsPutIn() {
        StepResult<CodeObservation> result =
                talk("""
                import getpass, os, select, subprocess, sys
                print('1?')
                print([sys.stdin.readline()])
                print('2?')
                print([sys.stdin.buffer.readline()])
                print('3?')
                print(select.select([sys.stdin], [], [], 30)[0] == [sys.stdin], os.read(0, 100))
                print('4?')
                print(subprocess.run([sys.executable, '-c', 'print(input(), input())'], capture_output=True).stdout)
                print([getpass.getpass('secret: ')])
                """, "1?\n", "a é\n", "2?\n", "b\n", "3?\n", "raw", "4?\n", "c\nd\n", "secret: ", "e\n");
        assertThat(result.observation().stdout())
                .isEqualTo("1?\n['a é\\n']\n2?\n[b'b\\n']\n3?\nTrue b'raw'\n4?\nb'c d\\n'\n['e']\n");
    }

    @Test
    void whatIsSentBeforeTheStepIsKeptAndItsEndIsFound() {
        var all = CompletableFuture.allOf(input.send("one\ntwo\n"), input.put("three", true));
        assertThat(talk("import sys\nprint(list(sys.stdin))").observation().stdout())
                .isEqualTo("['one\\n', 'two\\n', 'three']\n");
        assertThat(all).succeedsWithin(Duration.ofSeconds(60));
        assertThat(input.send("behind the end")).failsWithin(Duration.ZERO);
    }

    @Test
    void whatTheActionBringsComesFirst() {
        CompletableFuture<Void> unused = input.put("second\n", true);
        assertThat(env.step(
                                new CodeAction("import sys\nprint(list(sys.stdin))", "first\n"),
                                options().withInput(input))
                        .observation()
                        .stdout())
                .isEqualTo("['first\\n', 'second\\n']\n");
    }

    @Test
    void theNextStepIsAsEverItsInputAtItsEndAndItsOutputBuffered() {
        CompletableFuture<Void> unused = input.send("x\nleft over\n");
        assertThat(talk("print(input())").observation().stdout()).isEqualTo("x\n");
        StepResult<CodeObservation> plain = env.step(new CodeAction("""
                import sys
                print(sys.stdout.write_through, type(sys.stdout.buffer).__name__, repr(sys.stdin.read()))
                input()
                """));
        assertThat(plain.observation().stdout()).isEqualTo("False BufferedWriter ''\n");
        assertThat(plain.observation().stderr()).contains("EOFError");
        assertThatThrownBy(() -> input.send("late\n").get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(OpenEnvException.class)
                .hasMessageContaining("The step has ended: it takes no input any more.");
        assertThatThrownBy(() -> env.step(new CodeAction("1"), options().withInput(input)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("make a new one for each");
        assertThat(run("print('still here')")).isEqualTo("still here\n");
    }

    @Test
    void aStepThatWaitsCanBeInterruptedAndGoOn() {
        StepResult<CodeObservation> result =
                env.step(new CodeAction("""
                        try:
                            input('waiting')
                        except KeyboardInterrupt:
                            print(input('again'))
                        """), options().withInput(input).withOutput(chunk -> {
                    seen.append(chunk.text());
                    if (seen.toString().equals("waiting")) {
                        env.interrupt();
                    } else if (seen.toString().endsWith("again")) {
                        CompletableFuture<Void> unused = input.send("after it\n");
                    }
                }));
        assertThat(result.observation().stdout()).isEqualTo("waitingagainafter it\n");
        assertThat(run("print(1)")).isEqualTo("1\n");
    }

    @Test
    void aStepThatWaitsRunsOutOfTime() {
        run("kept = 1");
        StepResult<CodeObservation> late = env.step(
                new CodeAction("input('waiting')"),
                StepOptions.timeout(Duration.ofSeconds(1)).withInput(input));
        assertThat(late.metadata()).containsEntry("cause", "timeout");
        assertThat(run("print(kept)")).isEqualTo("1\n");
    }

    /** More than a pipe holds: it waits until the program reads, and none of it is lost. */
    @Test
    void muchGoesInAsFastAsItIsRead() {
        String line = "é".repeat(999) + "\n";
        var sending = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 40; i++) {
                input.send(line.repeat(100)).join();
            }
            input.end().join();
        });
        assertThat(talk("import sys, hashlib\nprint(len(sys.stdin.read()))")
                        .observation()
                        .stdout())
                .isEqualTo("4000000\n");
        assertThat(sending).succeedsWithin(Duration.ofSeconds(60));
    }

    @Test
    void whatIsNotReadIsBoundedAndToldSo() {
        String part = "x".repeat(StepInput.MOST_WAITING / 4);
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        StepResult<CodeObservation> result = env.step(
                new CodeAction(
                        "import time\nprint('now')\ntry:\n  time.sleep(60)\nexcept KeyboardInterrupt: print('end')"),
                options().withInput(input).withOutput(chunk -> {
                    if (sent.isEmpty()) {
                        for (int i = 0; i < 6; i++) {
                            sent.add(input.send(part));
                        }
                        env.interrupt();
                    }
                }));
        assertThat(result.observation().stdout()).isEqualTo("now\nend\n");
        assertThat(sent.get(5))
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withMessageContaining("at most 1048576 bytes may wait");
        assertThat(sent.get(2))
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withMessageContaining("ended before it took this");
    }

    /** A child that was forked must not keep the input open, nor may a program that closes everything harm the next. */
    @Test
    void programsThatForkOrCloseTheirDescriptorsAreNoTrouble() {
        CompletableFuture<Void> unused = input.put("for the child", true);
        assertThat(talk("""
                import os, sys
                if os.fork() == 0:
                    print(repr(sys.stdin.read()), flush=True)
                    os._exit(0)
                os.wait()
                """).observation().stdout()).isEqualTo("'for the child'\n");
        for (String code :
                List.of("os.closerange(0, 4096)", "os.close(0)", "sys.stdin.close()", "sys.stdout.close()", "")) {
            var given = new StepInput();
            CompletableFuture<Void> lost = given.send("x\n");
            env.step(new CodeAction("import os, sys\n" + code), options().withInput(given));
            assertThat(run("print(2)")).as(code).isEqualTo("2\n");
            assertThat(lost).as(code).isDone();
        }
    }

    @Test
    void aScriptIsTalkedToAlsoByAnEnvironmentInProcess() {
        CompletableFuture<Void> unused = input.put("4\n", true);
        var provider = new CodingEnvironmentProvider(CodingConfig.defaults());
        try (var local = provider.create(org.openenv.core.spi.EnvironmentConfig.empty())) {
            local.reset(org.openenv.core.ResetOptions.none().withExtra("as_script", true));
            assertThat(local.step(
                                    new CodeAction("print(int(input()) ** 2)"),
                                    options().withInput(input))
                            .observation()
                            .stdout())
                    .isEqualTo("16\n");
        } finally {
            provider.close();
        }
    }
}
