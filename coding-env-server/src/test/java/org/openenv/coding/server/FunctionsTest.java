package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.core.HostFunctions;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.client.ClientFunctions;
import org.openenv.core.client.EnvClient;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.Eventually;
import org.openenv.core.testing.HostedEnvironment;

/** Functions of the client that programs call. */
class FunctionsTest {

    record Search(String query, @Nullable Integer limit) {}

    record Number(int number) {}

    record Nothing() {}

    private static final CountDownLatch TOGETHER = new CountDownLatch(40);
    private static final CountDownLatch RELEASED = new CountDownLatch(1);
    private static final AtomicInteger CALLS = new AtomicInteger();

    private static final ClientFunctions FUNCTIONS = ClientFunctions.none()
            .with(
                    "search",
                    "Finds documents.",
                    Search.class,
                    asked -> new TreeMap<>(Map.of(
                            "found",
                            List.of(asked.query(), "é", 1.5, true),
                            "limit",
                            asked.limit() == null ? -1 : asked.limit())))
            .with("fail", "Fails.", Search.class, asked -> {
                throw HostFunctions.failure(asked.query(), "it failed on purpose");
            })
            .with("double", "Doubles.", Number.class, asked -> {
                CALLS.incrementAndGet();
                return 2 * asked.number();
            })
            .with("together", "Waits for others.", Number.class, FunctionsTest::together)
            .withAsync(
                    "together_later",
                    "Waits for others.",
                    Number.class,
                    asked -> CompletableFuture.supplyAsync(() -> asked.number() + 1))
            .with("nothing", "", Nothing.class, asked -> null)
            .with("large", "", Number.class, asked -> "x".repeat(asked.number()))
            .with("slow", "", Number.class, FunctionsTest::slow)
            .with("held", "", Nothing.class, asked -> held())
            .withAsync("never", "", Nothing.class, asked -> new CompletableFuture<>());

    private static HostedEnvironment<CodeAction, CodeObservation, CodeState> server;
    private static EnvClient<CodeAction, CodeObservation, CodeState> env;

    @BeforeAll
    static void serve() {
        server = HostedEnvironment.serve(new CodingEnvironmentProvider(CodingConfig.defaults()), HostConfig.defaults());
        env = server.connect();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void begin() {
        env.reset(FUNCTIONS.offeredBy(ResetOptions.none()));
    }

    private static int together(Number asked) {
        try {
            TOGETHER.countDown();
            assertThat(TOGETHER.await(50, TimeUnit.SECONDS)).isTrue();
            return asked.number() + 1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Answers when so many milliseconds have gone. */
    private static int slow(Number asked) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(asked.number());
        Eventually.await("the time to go by", () -> System.nanoTime() - end >= 0);
        return asked.number();
    }

    /** Answers when the test has seen what it wants to see. */
    private static String held() {
        Eventually.await("the test to go on", () -> RELEASED.getCount() == 0);
        return "released";
    }

    private static StepResult<CodeObservation> step(String code) {
        return env.step(
                new CodeAction(code),
                StepOptions.timeout(Duration.ofSeconds(60)).withFunctions(FUNCTIONS));
    }

    private static String run(String code) {
        CodeObservation observation = step(code).observation();
        assertThat(observation.stderr()).isEmpty();
        return observation.stdout();
    }

    @Test
    void programsFindPlainFunctionsWithSignatureAndDocstring() {
        assertThat(
                        run(
                                "import inspect\nprint(inspect.signature(search), search.__doc__, search.__name__, inspect.isfunction(search))"))
                .isEqualTo("(query: str, limit=...) Finds documents. search True\n");
        assertThat(run("print(search('cats'), search(limit=3, query='dogs'), nothing())"))
                .isEqualTo(
                        "{'found': ['cats', 'é', 1.5, True], 'limit': -1} {'found': ['dogs', 'é', 1.5, True], 'limit': 3} None\n");
    }

    @Test
    void whatIsCalledWronglyOrFailsIsRaisedInTheProgram() {
        assertThat(step("search()").observation().stderr())
                .contains("TypeError: search() missing 1 required positional argument: 'query'");
        assertThat(step("search('x', color=1)").observation().stderr())
                .contains("TypeError: search() got an unexpected keyword argument 'color'");
        assertThat(step("search(5)").observation().stderr())
                .contains("TypeError: search(): ", "query: Input should be a valid string");
        assertThat(step("fail('ValueError')").observation().stderr())
                .isEqualTo(
                        "Traceback (most recent call last):\n  File \"<step-4>\", line 1, in <module>\n    fail('ValueError')\nValueError: it failed on purpose\n");
        assertThat(run("""
                for name in 'KeyError', 'NoSuchThing', 'SystemExit', 'UnicodeDecodeError', 'ToolError':
                    try:
                        fail(name)
                    except Exception as error:
                        print(type(error).__name__, error)
                try:
                    fail('x')
                except ToolError as error:
                    print(isinstance(error, RuntimeError))
                """))
                .isEqualTo(
                        "KeyError 'it failed on purpose'\n" + "ToolError it failed on purpose\n".repeat(4) + "True\n");
    }

    @Test
    void onlyPlainDataOfABoundedSizeGoesIn() {
        assertThat(run("""
                loop = []
                loop.append(loop)
                for value in {1}, object(), float('nan'), loop, 'x' * 2_000_000, b'x':
                    try:
                        search(value)
                    except (TypeError, ValueError) as error:
                        print(type(error).__name__)
                print(len(large(1_000_000)), search('\\ud800')['found'][1])
                try:
                    large(5_000_000)
                except ValueError as error:
                    print(error)
                """))
                .matches("(?s)TypeError\nTypeError\nValueError\nValueError\nValueError\nTypeError\n1000000 é\n"
                        + "the result takes 50000\\d\\d characters as JSON; at most 4194304 bytes are sent\n");
    }

    /** Each is answered only when all have come. */
    @Test
    void threadsAndTasksCallAtOnce() {
        assertThat(run("""
                from concurrent.futures import ThreadPoolExecutor
                with ThreadPoolExecutor(40) as pool:
                    print(list(pool.map(together, range(40))) == list(range(1, 41)))
                """)).isEqualTo("True\n");
        assertThat(run("""
                import asyncio, inspect
                async def main():
                    return await asyncio.gather(*(together_later(number=i) for i in range(200)))
                print(inspect.iscoroutinefunction(together_later), asyncio.run(main()) == list(range(1, 201)))
                async def impatient():
                    try:
                        await asyncio.wait_for(never(), 0.1)
                    except asyncio.TimeoutError:
                        print('gave up', await together_later(1))
                asyncio.run(impatient())
                """)).isEqualTo("True True\ngave up 2\n");
    }

    @Test
    void manyCallsOneAfterTheOther() {
        CALLS.set(0);
        assertThat(run("print(sum(double(i) for i in range(1000)))")).isEqualTo("999000\n");
        assertThat(CALLS).hasValue(1000);
    }

    /** The step has 3 seconds of its own; the client works for longer. */
    @Test
    void theTimeOfAStepStandsStillWhileTheClientWorks() {
        StepResult<CodeObservation> result = env.step(
                new CodeAction("print(slow(4000))"),
                StepOptions.timeout(Duration.ofSeconds(3)).withFunctions(FUNCTIONS));
        assertThat(result.observation().stdout()).isEqualTo("4000\n");
        StepResult<CodeObservation> late = env.step(
                new CodeAction("slow(200)\nwhile True: pass"),
                StepOptions.timeout(Duration.ofSeconds(1)).withFunctions(FUNCTIONS));
        assertThat(late.metadata()).containsEntry("cause", "timeout");
    }

    @Test
    void aCallThatIsNotAnsweredHasALimitOfItsOwn() {
        env.reset(FUNCTIONS.offeredBy(ResetOptions.none().withExtra("tool_timeout", 0.2)));
        assertThat(run("""
                import asyncio
                try:
                    asyncio.run(never())
                except TimeoutError as error:
                    print(error)
                print(double(4))
                """)).isEqualTo("never() was not answered within 200 ms\n8\n");
    }

    @Test
    void anInterruptEndsAWaitAndTheProgramMayGoOn() {
        StepResult<CodeObservation> result = env.step(
                new CodeAction("""
                        print('waiting', flush=True)
                        try:
                            held()
                        except KeyboardInterrupt:
                            print(double(21))
                        """),
                StepOptions.timeout(Duration.ofSeconds(60))
                        .withFunctions(FUNCTIONS)
                        .withOutput(chunk -> env.interrupt()));
        RELEASED.countDown();
        assertThat(result.observation().stdout()).isEqualTo("waiting\n42\n");
    }

    @Test
    void onlyWhatWasOfferedIsCalledAndOnlyByAStep() {
        assertThat(step("search.__globals__['__openenv_call__']('exec', {'code': 'x'}, {})")
                        .observation()
                        .stderr())
                .contains("NameError: no function 'exec' was offered");
        assertThat(run("""
                import os, threading, time
                if os.fork() == 0:
                    try:
                        double(1)
                    except RuntimeError as error:
                        print(error, flush=True)
                    os._exit(0)
                os.wait()
                told = []
                def later():
                    while len(told) < 1:
                        try:
                            double(1)
                        except RuntimeError as error:
                            told.append(str(error))
                thread = threading.Thread(target=later, daemon=True)
                thread.start()
                """))
                .isEqualTo("double() can be called in the process of the step only, not in one that it has started\n");
        assertThat(env.step(new CodeAction("thread.join(10)\nprint(told)"))
                        .observation()
                        .stdout())
                .containsPattern("ended|only while a step runs|nobody is there");
        assertThat(run("print(double(5))")).isEqualTo("10\n");
    }

    @Test
    void aFreshInterpreterHasThemToo() {
        step("import os; os.abort()");
        assertThat(run("print(double(1))")).isEqualTo("2\n");
        env.reset(FUNCTIONS.offeredBy(
                ResetOptions.none().withExtra("as_script", true).withSeed(1)));
        assertThat(run("print(double(2))")).isEqualTo("4\n");
        assertThat(run("double = 7\nprint(double)")).isEqualTo("7\n");
        assertThat(run("print(double(3))")).isEqualTo("6\n");
        env.reset();
        assertThat(env.step(new CodeAction("double")).observation().stderr()).contains("NameError");
    }

    @Test
    void aCopyCallsThemToo() {
        run("x = double(4)");
        for (var copy : env.fork(1)) {
            try (copy) {
                assertThat(copy.step(
                                        new CodeAction("print(double(x))"),
                                        StepOptions.none().withFunctions(FUNCTIONS))
                                .observation()
                                .stdout())
                        .isEqualTo("16\n");
            }
        }
    }
}
