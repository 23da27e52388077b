package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.openenv.core.testing.Eventually.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openenv.core.Environment;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.FakeEnvironment.Tally;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;

class EnvironmentHostTest {

    private static final HostConfig ANY_PORT = HostConfig.defaults().withPort(0);

    private final FakeEnvironment.Provider one = new FakeEnvironment.Provider("one");
    private final FakeEnvironment.Provider two = new FakeEnvironment.Provider("two");

    @Test
    void servesSeveralEnvironmentsAndTheFirstAtTheRoot() {
        try (EnvironmentHost host = EnvironmentHost.start(ANY_PORT, List.of(one, two))) {
            RawHttp http = new RawHttp(host.uri());
            assertThat(http.get("/metadata").body()).contains("\"name\":\"one\"");
            assertThat(http.get("/envs/one/metadata").body()).contains("\"name\":\"one\"");
            assertThat(http.get("/envs/two/metadata/").body()).contains("\"name\":\"two\"");
            assertThat(host.names()).containsExactly("one", "two");
        }
    }

    @Test
    void servesTheDefaultAskedForAtTheRoot() {
        HostConfig config = HostConfig.defaults().withPort(0).withDefaultEnvironment("two");
        try (EnvironmentHost host = EnvironmentHost.start(config, List.of(one, two))) {
            assertThat(new RawHttp(host.uri()).get("/metadata").body()).contains("\"name\":\"two\"");
        }
    }

    @Test
    void servesWhatIsOnTheClassPath() {
        try (EnvironmentHost host = EnvironmentHost.start(ANY_PORT)) {
            assertThat(host.names()).containsExactly("fake");
        }
    }

    @Test
    void saysWhyItCantStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> EnvironmentHost.start(ANY_PORT, List.of()))
                .withMessageContaining("no environment to serve");
        assertThatIllegalStateException()
                .isThrownBy(() -> EnvironmentHost.start(ANY_PORT, List.of(one, new FakeEnvironment.Provider("one"))))
                .withMessageContaining("two environments are named 'one'");
        HostConfig wrong = HostConfig.defaults().withPort(0).withDefaultEnvironment("three");
        assertThatIllegalStateException()
                .isThrownBy(() -> EnvironmentHost.start(wrong, List.of(one, two)))
                .withMessageContaining("'three'")
                .withMessageContaining("[one, two]");
    }

    @Test
    void saysThatThePortIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            HostConfig config = HostConfig.defaults().withPort(taken.getLocalPort());
            assertThatIllegalStateException()
                    .isThrownBy(() -> EnvironmentHost.start(config, List.of(one)))
                    .withMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .withMessageContaining("in use");
        }
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostConfig.defaults().withPort(65536));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostConfig.defaults().withLimits(limits -> limits.withMaxSessions(0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostConfig.defaults().withLimits(limits -> limits.withMaxMessageBytes(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> HostConfig.defaults().withTimes(times -> times.withDrainGrace(Duration.ofMillis(-1))));
    }

    @Test
    void servesOneSessionAtATimeWhereAnEnvironmentCantShare() {
        try (var hosted = HostedEnvironment.serve(one.single())) {
            hosted.connect().state();
            try (RawSocket second = RawSocket.connect(hosted.host().uri(), "/ws")) {
                assertThat(second.receive()).contains("CAPACITY_REACHED", "1/1 sessions");
            }
        }
    }

    @Test
    void startsAndClosesItsProvidersOnce() {
        Counting counting = new Counting();
        EnvironmentHost host = EnvironmentHost.start(ANY_PORT, List.of(counting));
        assertThat(counting.started).hasValue(1);
        host.close();
        host.close();
        assertThat(counting.closed).hasValue(1);
    }

    @Test
    void closesWholeOnAnInterruptedThread() {
        Counting counting = new Counting();
        EnvironmentHost host = EnvironmentHost.start(ANY_PORT, List.of(counting));
        try (RawSocket socket = RawSocket.connect(host.uri(), "/ws")) {
            socket.ask("{\"type\":\"state\"}");
            Thread.currentThread().interrupt();
            host.close();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(socket.awaitClose()).isEqualTo(1012);
        }
        assertThat(counting.closed).hasValue(1);
    }

    @Test
    void closesItsProvidersEvenIfItCantStart() {
        Counting counting = new Counting();
        counting.broken = true;
        assertThatIllegalStateException()
                .isThrownBy(() -> EnvironmentHost.start(ANY_PORT, List.of(counting)))
                .withMessage("no python");
        assertThat(counting.closed).hasValue(1);
    }

    @Test
    void closesItsProvidersWhateverKeepsItFromStarting() throws IOException {
        Counting counting = new Counting();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            HostConfig inUse = HostConfig.defaults().withPort(taken.getLocalPort());
            assertThatIllegalStateException().isThrownBy(() -> EnvironmentHost.start(inUse, List.of(counting)));
        }
        assertThat(counting.closed).hasValue(1);
        Counting twin = new Counting();
        assertThatIllegalStateException().isThrownBy(() -> EnvironmentHost.start(ANY_PORT, List.of(counting, twin)));
        assertThat(counting.closed).hasValue(2);
        assertThat(twin.closed).hasValue(1);
        HostConfig noSuchDefault = ANY_PORT.withDefaultEnvironment("nobody");
        assertThatIllegalStateException().isThrownBy(() -> EnvironmentHost.start(noSuchDefault, List.of(counting)));
        assertThat(counting.closed).hasValue(3);
    }

    @Test
    void leavesNoThreadBehind() {
        EnvironmentHost.start(ANY_PORT, List.of(new FakeEnvironment.Provider("warm")))
                .close();
        long before = serverThreads();
        for (int i = 0; i < 3; i++) {
            try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider("again"))) {
                hosted.connect().reset();
            }
        }
        await("the server's threads end", () -> serverThreads() <= before);
    }

    private static long serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("XNIO"))
                .count();
    }

    /** Counts starts and closes. */
    private static final class Counting implements EnvironmentProvider<Say, Heard, Tally> {

        private final FakeEnvironment.Provider fake = new FakeEnvironment.Provider("counting");
        private final AtomicInteger started = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();
        private boolean broken;

        @Override
        public EnvironmentMetadata metadata() {
            return fake.metadata();
        }

        @Override
        public EnvironmentTypes<Say, Heard, Tally> types() {
            return fake.types();
        }

        @Override
        public Environment<Say, Heard, Tally> create(EnvironmentConfig config) {
            return fake.create(config);
        }

        @Override
        public void start() {
            started.incrementAndGet();
            if (broken) {
                throw new IllegalStateException("no python");
            }
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
