package org.openenv.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.openenv.core.testing.Eventually.await;

import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openenv.core.ErrorCode;
import org.openenv.core.ErrorCode.Responsible;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.FakeEnvironment.Tally;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.ScriptedServer;
import org.xnio.IoUtils;

class EnvClientTest {

    private static final ClientConfig QUICK = ClientConfig.defaults().withRequestTimeout(Duration.ofMillis(300));

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();

    private static EnvClient<Say, Heard, Tally> connect(ScriptedServer server, ClientConfig config) {
        return EnvClient.connect(server.address(), FakeEnvironment.TYPES, config);
    }

    private static OpenEnvException failure(ThrowingCallable call) {
        return catchThrowableOfType(OpenEnvException.class, call);
    }

    private static Say say(String text) {
        return new Say(text, null);
    }

    private static String heard(String text) {
        return "{\"type\":\"observation\",\"data\":{\"observation\":{\"text\":\"" + text
                + "\"},\"reward\":0.5,\"done\":false}}";
    }

    @Test
    void playsAnEpisode() {
        try (var hosted = HostedEnvironment.serve(provider)) {
            EnvClient<Say, Heard, Tally> client = hosted.connect();
            assertThat(client.reset(ResetOptions.none().withSeed(3).withExtra("level", 2)))
                    .isEqualTo(StepResult.of(new Heard("", 3L), 0.0).withMetadata("extras", Map.of("level", 2)));
            assertThat(client.step(say("hi"), StepOptions.timeout(Duration.ofSeconds(2))))
                    .isEqualTo(StepResult.of(new Heard("hi", 3L), 0.1).withMetadata("timeout", "PT2S"));
            assertThat(client.state().stepCount()).isEqualTo(1);
            assertThat(client.isOpen()).isTrue();
            client.close();
            assertThat(client.isOpen()).isFalse();
            assertThatIllegalStateException().isThrownBy(client::state).withMessageContaining("closed");
        }
        assertThat(provider.open()).isZero();
    }

    @Test
    void answersManyRequestsInOrderWithoutWaiting() {
        try (var hosted = HostedEnvironment.serve(provider)) {
            EnvClient<Say, Heard, Tally> client = hosted.connect();
            List<CompletableFuture<StepResult<Heard>>> answers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                answers.add(client.stepAsync(say("n" + i)));
            }
            for (int i = 0; i < 60; i++) {
                assertThat(answers.get(i).join().observation().text()).isEqualTo("n" + i);
            }
            assertThat(client.resetAsync(ResetOptions.none()).join().done()).isFalse();
            assertThat(client.stateAsync().join().stepCount()).isZero();
        }
    }

    @Test
    void neverTakesALateAnswerForTheNextOne() {
        try (var hosted = HostedEnvironment.serve(provider)) {
            EnvClient<Say, Heard, Tally> client = hosted.connect(QUICK);
            OpenEnvException late = failure(() -> client.step(say("block")));
            assertThat(late.code()).isEqualTo(ErrorCode.TIMED_OUT);
            assertThat(late.code().responsible()).isEqualTo(Responsible.NETWORK);
            await("the step blocks", () -> provider.blocked() == 1);
            provider.release();
            StepOptions patient = StepOptions.timeout(Duration.ofSeconds(15));
            assertThat(client.step(say("next"), patient).observation().text()).isEqualTo("next");
            assertThat(client.state().stepCount()).isEqualTo(2);
        }
    }

    @Test
    void forgetsARequestThatIsCancelled() {
        try (var hosted = HostedEnvironment.serve(provider)) {
            EnvClient<Say, Heard, Tally> client = hosted.connect();
            CompletableFuture<StepResult<Heard>> cancelled = client.stepAsync(say("block"));
            await("the step blocks", () -> provider.blocked() == 1);
            cancelled.cancel(true);
            provider.release();
            assertThat(client.step(say("next")).observation().text()).isEqualTo("next");
            assertThat(cancelled).isCancelled();
        }
    }

    @Test
    void stopsWaitingWhenItsThreadIsInterrupted() throws InterruptedException {
        try (var hosted = HostedEnvironment.serve(provider)) {
            EnvClient<Say, Heard, Tally> client = hosted.connect();
            CompletableFuture<OpenEnvException> thrown = new CompletableFuture<>();
            Thread caller = new Thread(() -> thrown.complete(failure(() -> client.step(say("block")))));
            caller.start();
            await("the step blocks", () -> provider.blocked() == 1);
            caller.interrupt();
            assertThat(thrown.join().code()).isEqualTo(ErrorCode.INTERRUPTED);
            caller.join();
            provider.release();
            assertThat(client.step(say("next")).observation().text()).isEqualTo("next");
        }
    }

    @Test
    void interruptsARunningStep() {
        try (var hosted = HostedEnvironment.serve(provider)) {
            EnvClient<Say, Heard, Tally> client = hosted.connect();
            assertThat(client.interruptAsync().join()).isFalse();
            CompletableFuture<StepResult<Heard>> step = client.stepAsync(say("block"));
            assertThat(client.interrupt()).isTrue();
            assertThat(step.join().observation().text()).isEqualTo("block");
            assertThat(client.state().stepCount()).isEqualTo(1);
        }
    }

    @Test
    void saysWhoMustActWhenTheEnvironmentThrows() {
        try (var hosted = HostedEnvironment.serve(provider)) {
            EnvClient<Say, Heard, Tally> client = hosted.connect();
            OpenEnvException thrown = failure(() -> client.step(say("throw: boom")));
            assertThat(thrown).hasMessage("boom");
            assertThat(thrown.code()).isEqualTo(ErrorCode.EXECUTION_ERROR);
            assertThat(thrown.code().responsible()).isEqualTo(Responsible.ENVIRONMENT);
            assertThat(client.step(say("again")).observation().text()).isEqualTo("again");
        }
    }

    @Test
    void saysThatTheServerIsFull() {
        try (var hosted = HostedEnvironment.serve(
                provider, HostConfig.defaults().withLimits(limits -> limits.withMaxSessions(1)))) {
            hosted.connect().state();
            EnvClient<Say, Heard, Tally> second = hosted.connect();
            OpenEnvException refused = failure(second::state);
            assertThat(refused.code()).isEqualTo(ErrorCode.CAPACITY_REACHED);
            assertThat(refused.code().responsible()).isEqualTo(Responsible.OPERATOR);
            assertThat(refused.details()).containsEntry("max_sessions", 1);
            assertThat(failure(second::state).code()).isIn(ErrorCode.CAPACITY_REACHED, ErrorCode.CONNECTION_LOST);
        }
    }

    @Test
    void remembersTheFarewellThatCameBeforeItsFirstRequest() {
        String full =
                "{\"type\":\"error\",\"data\":{\"message\":\"full\",\"code\":\"CAPACITY_REACHED\",\"max_sessions\":1}}";
        try (ScriptedServer server = new ScriptedServer(
                        channel -> {
                            ScriptedServer.send(channel, full);
                            WebSockets.sendClose(1000, "", channel, null);
                        },
                        (channel, text) -> {});
                EnvClient<Say, Heard, Tally> client = connect(server, QUICK)) {
            await("the farewell arrives", () -> !client.isOpen());
            assertThat(failure(client::reset).code()).isEqualTo(ErrorCode.CAPACITY_REACHED);
            assertThat(failure(client::reset)).hasMessage("full");
        }
    }

    @Test
    void saysThatNoServerIsThere() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        OpenEnvException refused = failure(() -> EnvClient.connect("localhost:" + free, FakeEnvironment.TYPES));
        assertThat(refused.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
        assertThat(refused)
                .hasMessageContaining("localhost:" + free)
                .hasMessageContaining("is an OpenEnv server running");
    }

    @Test
    void givesUpOnAServerThatAcceptsAndIsSilent() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            OpenEnvException late = failure(() -> EnvClient.connect(
                    "localhost:" + silent.getLocalPort(),
                    FakeEnvironment.TYPES,
                    ClientConfig.defaults().withConnectTimeout(Duration.ofMillis(300))));
            assertThat(late.code()).isIn(ErrorCode.TIMED_OUT, ErrorCode.CONNECTION_LOST);
        }
    }

    @Test
    void failsEveryWaitingRequestWhenTheConnectionIsLost() {
        CountDownLatch arrived = new CountDownLatch(2);
        try (ScriptedServer server = new ScriptedServer((channel, text) -> {
                    arrived.countDown();
                    if (arrived.getCount() == 0) {
                        IoUtils.safeClose(channel);
                    }
                });
                EnvClient<Say, Heard, Tally> client = connect(server, ClientConfig.defaults())) {
            CompletableFuture<?> one = client.stepAsync(say("1"));
            CompletableFuture<?> two = client.stepAsync(say("2"));
            assertThat(failureOf(one).code()).isEqualTo(ErrorCode.CONNECTION_LOST);
            assertThat(failureOf(two).code()).isEqualTo(ErrorCode.CONNECTION_LOST);
            assertThat(failure(client::state).code()).isEqualTo(ErrorCode.CONNECTION_LOST);
        }
    }

    private static OpenEnvException failureOf(CompletableFuture<?> future) {
        return (OpenEnvException)
                catchThrowableOfType(CompletionException.class, future::join).getCause();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {bad                          | it is not JSON
            []                            | no JSON object
            {"type":"music","data":{}}    | answered with 'music'
            {"type":"state","data":{}}    | answered with 'state'
            """)
    void givesAServerUpWhoseAnswersAreNone(String answer, String why) {
        try (ScriptedServer server = new ScriptedServer((channel, text) -> ScriptedServer.send(channel, answer));
                EnvClient<Say, Heard, Tally> client = connect(server, ClientConfig.defaults())) {
            OpenEnvException lost = failure(() -> client.step(say("x")));
            assertThat(lost.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
            assertThat(lost).hasMessageContaining(why);
            assertThat(client.isOpen()).isFalse();
        }
    }

    @Test
    void goesOnAfterAnAnswerWhoseContentIsWrong() {
        List<String> answers = List.of("{\"type\":\"observation\",\"data\":{\"observation\":7}}", heard("ok"));
        int[] next = {0};
        try (ScriptedServer server = new ScriptedServer(
                        (channel, text) -> ScriptedServer.send(channel, answers.get(next[0]++ % 2)));
                EnvClient<Say, Heard, Tally> client = connect(server, ClientConfig.defaults())) {
            assertThat(failure(() -> client.step(say("x"))).code()).isEqualTo(ErrorCode.INVALID_ANSWER);
            assertThat(client.step(say("x")).observation().text()).isEqualTo("ok");
        }
    }

    @Test
    void refusesABinaryAnswer() {
        try (ScriptedServer server = new ScriptedServer(
                        (channel, text) -> WebSockets.sendBinary(ByteBuffer.wrap(new byte[] {1}), channel, null));
                EnvClient<Say, Heard, Tally> client = connect(server, ClientConfig.defaults())) {
            assertThat(failure(client::state).code()).isEqualTo(ErrorCode.CONNECTION_LOST);
        }
    }

    @Test
    void takesLargeAnswersUpToItsLimit() {
        try (ScriptedServer server =
                new ScriptedServer((channel, text) -> ScriptedServer.send(channel, heard("x".repeat(20_000_000))))) {
            try (EnvClient<Say, Heard, Tally> client = connect(server, ClientConfig.defaults())) {
                assertThat(client.step(say("x")).observation().text()).hasSize(20_000_000);
            }
            try (EnvClient<Say, Heard, Tally> client =
                    connect(server, ClientConfig.defaults().withMaxMessageBytes(1_000_000))) {
                OpenEnvException refused = failure(() -> client.step(say("x")));
                assertThat(refused.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
                assertThat(refused).hasMessageContaining("1000000 bytes");
            }
        }
    }

    @Test
    void answersPings() {
        CompletableFuture<WebSocketChannel> connected = new CompletableFuture<>();
        try (ScriptedServer server = new ScriptedServer(connected::complete, (channel, text) -> {});
                EnvClient<Say, Heard, Tally> client = connect(server, ClientConfig.defaults())) {
            assertThat(client.isOpen()).isTrue();
            CompletableFuture<Void> ponged = server.awaitPong();
            WebSockets.sendPing(ByteBuffer.wrap(new byte[] {7}), connected.join(), null);
            ponged.orTimeout(15, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void closesEvenIfTheServerDoesNot() {
        try (ScriptedServer server = new ScriptedServer((channel, text) -> channel.suspendReceives());
                EnvClient<Say, Heard, Tally> client = connect(server, QUICK)) {
            assertThat(failure(client::state).code()).isEqualTo(ErrorCode.TIMED_OUT);
            client.close();
            client.close();
            assertThat(client.isOpen()).isFalse();
        }
    }
}
