package org.openenv.coding.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.testing.HostedEnvironment;

class CodingEnvTest {

    private final Parrot parrot = new Parrot();
    private final HostedEnvironment<CodeAction, CodeObservation, CodeState> server = HostedEnvironment.serve(parrot);

    @AfterEach
    void stopTheServer() {
        server.close();
    }

    @Test
    void resetsRunsAndTellsTheState() {
        try (CodingEnv env = CodingEnv.connect(server.host().uri())) {
            assertThat(env.reset(ResetOptions.none().withEpisodeId("mine")))
                    .isEqualTo(StepResult.of(CodeObservation.empty(), 0.0));
            assertThat(env.run("print(1)"))
                    .isEqualTo(new StepResult<>(
                            new CodeObservation("print(1)", "", 3), 0.5, false, Map.of("cause", "exited")));
            assertThat(env.state()).isEqualTo(new CodeState("mine", 1, 3));
        }
    }

    @Test
    void passesAStepsTimeoutOn() {
        try (CodingEnv env = CodingEnv.connect(server.host().uri())) {
            StepOptions options = StepOptions.timeout(Duration.ofMillis(1500));

            assertThat(env.step(new CodeAction("x"), options).observation().stderr())
                    .isEqualTo("PT1.5S");
        }
    }

    @Test
    void doesWithoutWaitingWhatItDoesWaiting() {
        try (CodingEnv env = CodingEnv.connect(server.host().uri())) {
            var reset = env.resetAsync(ResetOptions.none());
            var first = env.stepAsync(new CodeAction("1"));
            var second = env.stepAsync(new CodeAction("2"), StepOptions.none());
            var state = env.stateAsync();

            assertThat(reset.join().observation()).isEqualTo(CodeObservation.empty());
            assertThat(first.join().observation().stdout()).isEqualTo("1");
            assertThat(second.join().observation().stdout()).isEqualTo("2");
            assertThat(state.join().stepCount()).isEqualTo(2);
        }
    }

    @Test
    void closingEndsTheSessionAndLeavesTheServerAlone() throws InterruptedException {
        CodingEnv env = CodingEnv.connect(server.host().uri());
        env.reset();
        assertThat(env.isOpen()).isTrue();

        env.close();
        env.close();

        assertThat(env.isOpen()).isFalse();
        assertThat(parrot.closed.await(15, TimeUnit.SECONDS)).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> env.run("1"));
        try (CodingEnv another = CodingEnv.connect(server.host().uri())) {
            assertThat(another.run("2").observation().stdout()).isEqualTo("2");
        }
    }

    @Test
    void waitsNoLongerThanItsConfigSays() {
        var config = ClientConfig.defaults().withRequestTimeout(Duration.ofMillis(50));
        try (CodingEnv env = CodingEnv.connect(server.host().uri().toString(), config)) {
            assertThatThrownBy(() -> env.run(Parrot.HANG))
                    .isInstanceOfSatisfying(
                            OpenEnvException.class,
                            late -> assertThat(late.code()).isEqualTo(ErrorCode.TIMED_OUT));
        }
    }

    @Test
    void saysThatNobodyAnswersThere() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThatThrownBy(() -> CodingEnv.connect("http://127.0.0.1:" + port))
                .isInstanceOfSatisfying(
                        OpenEnvException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONNECTION_LOST))
                .hasMessageContaining("127.0.0.1:" + port);
    }

    @Test
    void refusesWhatIsNoAddress() {
        assertThatIllegalArgumentException().isThrownBy(() -> CodingEnv.connect("ftp://localhost"));
    }
}
