package org.openenv.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.openenv.core.client.EnvClient;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.FakeEnvironment.Tally;

@ServeEnvironment(FakeEnvironment.Provider.class)
class ServeEnvironmentTest {

    private static final Say HI = new Say("hi", null);

    @Test
    void givesAConnectedClientOfARunningHost(EnvClient<Say, Heard, Tally> client, EnvironmentHost host) {
        assertThat(client.step(HI).observation().text()).isEqualTo("hi");
        assertThat(host.activeSessions()).isEqualTo(1);
    }

    @Test
    void givesTheProviderWhoseEnvironmentIsServed(
            EnvClient<Say, Heard, Tally> client, FakeEnvironment.Provider provider) {
        client.reset();

        assertThat(provider.open()).isEqualTo(1);
    }

    @Test
    void failsTheTestThatLeavesASessionOpen() {
        Events tests = run(LeavesASessionOpen.class);

        tests.assertThatEvents().haveExactly(1, finishedWithFailure(message(text -> text.contains("left it open"))));
        Objects.requireNonNull(LeavesASessionOpen.left).close();
    }

    @Test
    void failsTheTestThatLeavesAProcess() {
        Events tests = run(LeavesAProcess.class);

        tests.assertThatEvents().haveExactly(1, finishedWithFailure(message(text -> text.contains("every process"))));
        Objects.requireNonNull(LeavesAProcess.left).destroyForcibly();
    }

    private static Events run(Class<?> test) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(test))
                .execute()
                .testEvents();
    }

    /** A test with a leak, run by the tests above only. */
    @ServeEnvironment(FakeEnvironment.Provider.class)
    static final class LeavesASessionOpen {

        static @Nullable EnvClient<Say, Heard, Tally> left;

        @Test
        void leaksASession(EnvironmentHost host) {
            left = EnvClient.connect(host.uri().toString(), FakeEnvironment.TYPES);
            left.reset();
        }
    }

    /** A test with a leak, run by the tests above only. */
    @ServeEnvironment(FakeEnvironment.Provider.class)
    static final class LeavesAProcess {

        static @Nullable Process left;

        @Test
        void leaksAProcess() throws IOException {
            left = new ProcessBuilder("sleep", "600").start();
        }
    }
}
