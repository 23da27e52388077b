package org.openenv.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openenv.core.testing.Eventually.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.FakeEnvironment.Tally;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;

/** A client whose session outlives its connection: cut anywhere, each request is carried out once and answered once. */
class ReattachTest {

    private static final int CLIENTS = 16;

    private final FakeEnvironment.Provider provider = new FakeEnvironment.Provider();
    private EnvironmentHost host;
    private CuttingDoor door;

    @BeforeEach
    void serve() throws IOException {
        host = EnvironmentHost.start(
                HostConfig.defaults().withPort(0).withLimits(limits -> limits.withMaxMessageBytes(1 << 20)),
                List.of(provider));
        door = new CuttingDoor(host.port());
    }

    @AfterEach
    void close() throws IOException {
        provider.release();
        door.close();
        host.close();
        assertThat(provider.open()).isZero();
    }

    private EnvClient<Say, Heard, Tally> connect(Duration patience) {
        return EnvClient.connect(
                door.address(), FakeEnvironment.TYPES, ClientConfig.defaults().withReattach(patience));
    }

    private static Say say(String text) {
        return new Say(text, null);
    }

    /** Cuts behind each byte of a step and its answer, up or down; some fall into what the next one sends. */
    @ParameterizedTest
    @CsvSource({"UP, 112", "DOWN, 192"})
    void cutAtEveryByteOfAnExchangeAStepIsCarriedOutOnce(String way, int bytes) {
        CompletableFuture.allOf(IntStream.range(0, CLIENTS)
                        .mapToObj(first -> CompletableFuture.runAsync(
                                () -> cutEvery(first, bytes, way.equals("UP")), ClientThreads.callbacks()))
                        .toArray(CompletableFuture[]::new))
                .join();
        await("the clients ended their sessions", () -> host.activeSessions() == 0);
    }

    private void cutEvery(int first, int bytes, boolean up) {
        try (CuttingDoor own = new CuttingDoor(host.port());
                var env = EnvClient.connect(
                        own.address(),
                        FakeEnvironment.TYPES,
                        ClientConfig.defaults().withReattach(Duration.ofSeconds(30)))) {
            env.reset();
            int steps = 0;
            for (int i = first; i < bytes; i += CLIENTS) {
                own.cutAfter(up ? i : -1, up ? -1 : i);
                assertThat(env.step(say("a" + i)).observation().text()).isEqualTo("a" + i);
                own.cutAfter(-1, -1);
                steps++;
                assertThat(env.state().stepCount()).isEqualTo(steps);
            }
            assertThat(own.cuts()).isGreaterThan(steps / 3);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aConnectionMayBeCutWhileItIsMade() {
        try (var env = connect(Duration.ofSeconds(30))) {
            env.reset();
            int steps = 0;
            for (int i = 0; i < 400; i += 29) {
                door.cutNextAfter(i, -1);
                door.cutNextAfter(-1, i);
                door.cutAfter(20, -1);
                assertThat(env.step(say("b" + i)).observation().text()).isEqualTo("b" + i);
                steps++;
            }
            assertThat(env.state().stepCount()).isEqualTo(steps);
        }
    }

    @Test
    void aToolIsCalledOnceThoughItsAnswerIsCut() {
        try (var env = connect(Duration.ofSeconds(30))) {
            String step = env.tools().list().get(0).name();
            for (int calls = 1; calls < 6; calls++) {
                door.cutAfter(-1, 17 * calls);
                assertThat(env.tools().call(step, Map.of("text", "t")).error()).isFalse();
                door.cutAfter(-1, -1);
                assertThat(env.state().stepCount()).isEqualTo(calls);
            }
            assertThat(door.cuts()).isPositive();
        }
    }

    @Test
    void manyAtOnceKeepTheirOrder() {
        try (var env = connect(Duration.ofSeconds(30))) {
            env.reset();
            for (int cut = 0; cut < 1500; cut += 250) {
                door.cutAfter(cut, -1);
                List<CompletableFuture<String>> all = IntStream.range(0, 20)
                        .mapToObj(i -> env.stepAsync(say("c" + i))
                                .thenCompose(heard -> CompletableFuture.completedFuture(
                                        heard.observation().text())))
                        .toList();
                assertThat(all.stream().map(CompletableFuture::join))
                        .containsExactlyElementsOf(
                                IntStream.range(0, 20).mapToObj(i -> "c" + i).toList());
            }
            assertThat(env.state().stepCount()).isEqualTo(120);
        }
    }

    @Test
    void aStepThatRunsWhenTheConnectionIsCutIsWaitedFor() {
        try (var env = connect(Duration.ofSeconds(30))) {
            env.reset();
            CompletableFuture<?> step = env.stepAsync(say("block"));
            await("it runs", () -> provider.blocked() == 1);
            door.cutAfter(0, 0);
            CompletableFuture<?> behind = env.stepAsync(say("behind"));
            await(
                    "the client is back",
                    () -> new RawHttp(host.uri()).get("/sessions").body().contains("\"waiting_requests\":2"));
            assertThat(env.interruptAsync()).isNotNull();
            step.join();
            behind.join();
            assertThat(env.state().stepCount()).isEqualTo(2);
            assertThat(provider.interrupted()).isZero();
        }
    }

    @Test
    void aSessionThatIsGoneIsAnError() {
        try (var env = connect(Duration.ofSeconds(30))) {
            env.reset();
            CompletableFuture<?> step = env.stepAsync(say("block"));
            await("it runs", () -> provider.blocked() == 1);
            door.shut(true);
            door.cutAfter(0, 0);
            RawHttp http = new RawHttp(host.uri());
            String id = http.get("/sessions").body().replaceAll(".*\"session_id\":\"([^\"]+)\".*", "$1");
            http.method("DELETE", "/sessions/" + id);
            await("it is gone", () -> host.activeSessions() == 0);
            CompletableFuture<?> behind = env.stepAsync(say("x"));
            door.shut(false);
            assertThatThrownBy(step::join)
                    .hasMessageContaining("Unknown session_id: " + id)
                    .hasMessageContaining("whether the last request was carried out is not known");
            assertThatThrownBy(behind::join).hasMessageContaining("Unknown session_id");
            assertThat(env.isOpen()).isFalse();
        }
    }

    @Test
    void aServerThatStaysAwayIsGivenUp() {
        var env = connect(Duration.ofMillis(300));
        env.reset();
        door.shut(true);
        door.cutAfter(0, 0);
        assertThatThrownBy(() -> env.step(say("x")))
                .isInstanceOfSatisfying(
                        OpenEnvException.class, lost -> assertThat(lost.code()).isEqualTo(ErrorCode.CONNECTION_LOST))
                .hasMessageContaining("whether the last request was carried out is not known");
        door.shut(false);
        env.close();
        await("it ended its session all the same", () -> host.activeSessions() == 0);
    }

    @Test
    void anAnswerThatIsNotKeptIsSaidToBeLost() throws IOException {
        try (RawSocket socket = RawSocket.connect(host.uri(), "/ws?session_id=" + opened() + "&resume=true")) {
            String large =
                    "{\"type\":\"step\",\"data\":{\"text\":\"0123456789\",\"times\":120000},\"request_id\":\"big\"}";
            String small = "{\"type\":\"step\",\"data\":{\"text\":\"s\"},\"request_id\":\"small\"}";
            String answer = socket.ask(small);
            assertThat(socket.ask(small)).isEqualTo(answer);
            socket.ask(large);
            assertThat(socket.ask(large)).contains("EXECUTION_ERROR", "was carried out", "\"request_id\":\"big\"");
            assertThat(socket.ask("{\"type\":\"state\"}")).contains("\"step_count\":2");
        }
    }

    /** Their ids are noted again and again; nothing may be counted twice. */
    @Test
    void requestsThatCannotBeReadAreAnsweredHoweverOftenTheyComeWithOneId() {
        String broken = "{\"type\":\"step\",\"data\":{\"" + "x".repeat(8000) + "\":1},\"request_id\":\"same\"}";
        try (RawSocket socket = RawSocket.connect(host.uri(), "/ws?session_id=" + opened() + "&resume=true")) {
            for (int i = 0; i < 300; i++) {
                assertThat(socket.ask(broken)).contains("VALIDATION_ERROR");
            }
            assertThat(socket.ask("{\"type\":\"state\"}")).contains("\"step_count\":0");
        }
    }

    private String opened() {
        return new RawHttp(host.uri()).post("/sessions", "").body().replaceAll(".*\"session_id\":\"([^\"]+)\".*", "$1");
    }
}
