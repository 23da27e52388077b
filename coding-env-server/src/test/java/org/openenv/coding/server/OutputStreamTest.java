package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.core.OutputChunk;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.client.EnvClient;
import org.openenv.core.host.HostConfig;
import org.openenv.core.host.HostObserver;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.wire.WireCodec;

/** What a step writes, told while it runs: to the Java client, as server-sent events and as lines. */
class OutputStreamTest {

    private static final Semaphore ANSWERED = new Semaphore(0);

    private static HostedEnvironment<CodeAction, CodeObservation, CodeState> server;
    private static EnvClient<CodeAction, CodeObservation, CodeState> env;

    private final List<OutputChunk> chunks = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void serve() {
        HostObserver observer = new HostObserver() {
            @Override
            public void answered(Exchange exchange) {
                ANSWERED.release();
            }
        };
        server = HostedEnvironment.serve(
                new CodingEnvironmentProvider(CodingConfig.defaults()),
                HostConfig.defaults().withObserver(observer));
        env = server.connect();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private StepResult<CodeObservation> step(String code) {
        return env.step(
                new CodeAction(code),
                StepOptions.timeout(Duration.ofSeconds(60)).withOutput(chunks::add));
    }

    private String told(String stream) {
        return chunks.stream()
                .filter(chunk -> chunk.stream().equals(stream))
                .map(OutputChunk::text)
                .collect(Collectors.joining());
    }

    /** The program ends only because its output was seen. */
    @Test
    void outputIsThereWhileTheStepRuns() {
        StepResult<CodeObservation> result = env.step(
                new CodeAction("""
                        import sys, time
                        print('to stderr', file=sys.stderr)
                        print('first é')
                        try:
                            while True: time.sleep(0.05)
                        except KeyboardInterrupt:
                            print('last')
                        """), StepOptions.timeout(Duration.ofSeconds(60)).withOutput(chunk -> {
                    if (chunks.isEmpty()) {
                        env.interrupt();
                    }
                    chunks.add(chunk);
                }));
        assertThat(result.metadata()).containsEntry("cause", "interrupted");
        assertThat(told("stdout")).isEqualTo(result.observation().stdout()).isEqualTo("first é\nlast\n");
        assertThat(told("stderr")).isEqualTo("to stderr\n");
    }

    @Test
    void muchComesInPartsWholeAndInOrder() {
        StepResult<CodeObservation> result = step("for i in range(40_000): print(i, 'é')");
        assertThat(told("stdout")).isEqualTo(result.observation().stdout());
        long offset = 0;
        for (OutputChunk chunk : chunks) {
            assertThat(chunk.offset()).isEqualTo(offset);
            int size = chunk.text().getBytes(StandardCharsets.UTF_8).length;
            assertThat(size).isLessThanOrEqualTo(64 * 1024);
            offset += size;
        }
        assertThat(offset).isEqualTo(result.observation().stdout().getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void onlyThisStepsOutputIsTold() {
        env.step(new CodeAction("print('before')"));
        assertThat(step("print('now')").observation().stdout()).isEqualTo("now\n");
        assertThat(told("stdout")).isEqualTo("now\n");
        chunks.clear();
        assertThat(env.step(new CodeAction("import sys; print(sys.stdout.line_buffering)"))
                        .observation()
                        .stdout())
                .isEqualTo("False\n");
        assertThat(chunks).isEmpty();
        step("x = 1");
        assertThat(chunks).isEmpty();
    }

    @Test
    void whatIsNoTextIsReplacedAsInTheResult() {
        StepResult<CodeObservation> result =
                step("import os, time\nos.write(1, b'a\\xff\\xc3')\ntime.sleep(0.3)\nos.write(1, b'\\xa9\\xe2\\x82')");
        assertThat(told("stdout")).isEqualTo(result.observation().stdout()).isEqualTo("a\ufffdé\ufffd");
    }

    @Test
    void aProgramThatDiesHasToldWhatItWrote() {
        step("import os\nprint('soon', flush=True)\nos.abort()");
        assertThat(told("stdout")).isEqualTo("soon\n");
        chunks.clear();
        step("import os\nprint('again', flush=True)\nos.close(1)\nos.kill(os.getpid(), 9)");
        assertThat(told("stdout")).isEqualTo("again\n");
    }

    /** The listener goes on only when the program has ended and is answered. */
    @Test
    void whoIsSlowDoesNotHoldTheProgramUp() {
        ANSWERED.drainPermits();
        AtomicBoolean ended = new AtomicBoolean();
        StepResult<CodeObservation> result = env.step(
                new CodeAction(
                        "import time\nprint('begin')\ntime.sleep(0.3)\nfor i in range(9): print('x' * 9000)\nprint('end')"),
                StepOptions.timeout(Duration.ofSeconds(60)).withOutput(chunk -> {
                    if (chunks.isEmpty()) {
                        ended.set(answeredInTime());
                    }
                    chunks.add(chunk);
                }));
        assertThat(ended).isTrue();
        assertThat(result.observation().stdout()).endsWith("end\n");
        assertThat(told("stdout")).isEqualTo(result.observation().stdout());
    }

    private static boolean answeredInTime() {
        try {
            return ANSWERED.tryAcquire(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void httpTellsItAsEventsAndAsLines() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        String body =
                "{\"action\":{\"code\":\"import time\\nprint(1)\\ntime.sleep(0.5)\\nprint(2)\"},\"request_id\":\"r\"}";
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.host().uri() + "/step"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        var events =
                http.send(request.copy().header("Accept", "text/event-stream").build(), BodyHandlers.ofInputStream());
        assertThat(events.headers().firstValue("Content-Type")).contains("text/event-stream");
        try (var reader = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            assertThat(reader.readLine()).isEqualTo("event: output");
            assertThat(reader.readLine())
                    .startsWith("data: {\"type\":\"output\",\"data\":{\"stream\":\"stdout\",\"text\":\"1\\n")
                    .endsWith("\"offset\":0},\"request_id\":\"r\"}");
            String rest = reader.lines().collect(Collectors.joining("\n"));
            assertThat(rest).contains("event: observation\ndata: {\"type\":\"observation\"");
        }
        List<String> lines = http.send(
                        request.copy().header("Accept", "application/x-ndjson").build(), BodyHandlers.ofLines())
                .body()
                .toList();
        assertThat(lines)
                .hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(WireCodec.readValue(line)).isNotNull());
        assertThat(lines.get(lines.size() - 1))
                .startsWith("{\"type\":\"observation\"")
                .contains("\"stdout\":\"1\\n2\\n\"");
        var refused = http.send(
                request.copy()
                        .header("Accept", "text/event-stream")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(422);
    }
}
