package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.testing.Eventually.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.CodingTypes;
import org.openenv.core.OpenEnvException;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.client.EnvClient;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.RawHttp;
import org.openenv.core.testing.RawSocket;

/**
 * A server at full capacity, under clients that fail in every way, for as many minutes as {@code -Dsoak.minutes} says: every
 * answer is right, and at the end everything is back where it was.
 */
@EnabledIfSystemProperty(named = "soak.minutes", matches = "[0-9.]+")
class SoakTest {

    private static final int CLIENTS = 24;

    /** What a client may do. */
    private interface Deed {
        void run(EnvironmentHost host) throws Exception;
    }

    private final Map<String, LongAdder> done = new ConcurrentHashMap<>();
    private final Map<String, Deed> deeds = new TreeMap<>(Map.of(
            "episode", SoakTest::episode,
            "episode again", SoakTest::episode,
            "vanish in a step", host -> vanish(host, "import time; time.sleep(60)"),
            "vanish in a loop", host -> vanish(host, "while True: pass"),
            "time out", SoakTest::timeOut,
            "crash", SoakTest::crash,
            "too much memory", SoakTest::tooMuchMemory,
            "garbage", SoakTest::garbage,
            "http session", SoakTest::httpSession,
            "interrupt", SoakTest::interrupt));

    @Test
    void staysRightAndKeepsNothing() throws Exception {
        Instant end =
                Instant.now().plusMillis((long) (Double.parseDouble(System.getProperty("soak.minutes")) * 60_000));
        var provider = new CodingEnvironmentProvider();
        HostConfig config = HostConfig.defaults()
                .withPort(0)
                .withLimits(limits -> limits.withMaxSessions(CLIENTS))
                .withLimits(limits -> limits.withAdmissionQueue(CLIENTS));
        try (EnvironmentHost host = EnvironmentHost.start(config, List.of(provider))) {
            run(host, Instant.now().plusSeconds(10));
            String before = held(host, provider);
            run(host, end);
            report(before, held(host, provider));
        }
    }

    private void run(EnvironmentHost host, Instant end) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                all.add(clients.submit(() -> {
                    while (Instant.now().isBefore(end)) {
                        deed(host);
                    }
                    return null;
                }));
            }
            for (Future<?> client : all) {
                client.get();
            }
        } finally {
            clients.shutdownNow();
            assertThat(clients.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        await("every session ends", () -> host.activeSessions() == 0);
    }

    private void deed(EnvironmentHost host) throws Exception {
        List<String> names = List.copyOf(deeds.keySet());
        String name = names.get(ThreadLocalRandom.current().nextInt(names.size()));
        try {
            deeds.get(name).run(host);
        } catch (OpenEnvException | AssertionError failure) {
            throw new AssertionError("in '" + name + "'", failure);
        }
        done.computeIfAbsent(name, key -> new LongAdder()).increment();
    }

    private static EnvClient<CodeAction, CodeObservation, CodeState> connect(EnvironmentHost host) {
        return EnvClient.connect(host.uri().toString(), CodingTypes.TYPES);
    }

    private static void episode(EnvironmentHost host) {
        int number = ThreadLocalRandom.current().nextInt();
        try (var env = connect(host)) {
            env.reset();
            env.step(new CodeAction("n = " + number));
            for (int i = 0; i < 5; i++) {
                assertThat(env.step(new CodeAction("print(n + " + i + ")")).observation())
                        .isEqualTo(new CodeObservation((long) number + i + "\n", "", 0));
            }
            assertThat(env.state().stepCount()).isEqualTo(6);
        }
    }

    private static void vanish(EnvironmentHost host, String code) {
        RawSocket socket = RawSocket.connect(host.uri(), "/ws");
        socket.send("{\"type\":\"step\",\"data\":{\"code\":\"" + code + "\"}}");
        if (ThreadLocalRandom.current().nextBoolean()) {
            socket.ping();
        }
        socket.vanish();
    }

    private static void timeOut(EnvironmentHost host) {
        try (var env = connect(host)) {
            env.step(new CodeAction("x = 5"));
            var late = env.step(new CodeAction("while True: pass"), StepOptions.timeout(Duration.ofMillis(50)));
            assertThat(late.observation().exitCode()).isEqualTo(124);
            StepResult<CodeObservation> next = env.step(new CodeAction("print(x)"));
            boolean lost = Boolean.TRUE.equals(late.metadata().get("state_lost"));
            assertThat(next.observation().stdout()).isEqualTo(lost ? "" : "5\n");
        }
    }

    private static void crash(EnvironmentHost host) {
        try (var env = connect(host)) {
            var crashed = env.step(new CodeAction("import ctypes; ctypes.string_at(0)"));
            assertThat(crashed.metadata()).containsEntry("state_lost", true);
            assertThat(crashed.observation().exitCode()).isEqualTo(139);
            assertThat(env.step(new CodeAction("print(1)")).observation().stdout())
                    .isEqualTo("1\n");
        }
    }

    private static void tooMuchMemory(EnvironmentHost host) {
        try (var env = connect(host)) {
            assertThat(env.step(new CodeAction("x = bytearray(1 << 40)"))
                            .observation()
                            .stderr())
                    .contains("MemoryError");
            assertThat(env.step(new CodeAction("print(2)")).observation().stdout())
                    .isEqualTo("2\n");
        }
    }

    private static void garbage(EnvironmentHost host) {
        try (RawSocket socket = RawSocket.connect(host.uri(), "/ws")) {
            assertThat(socket.ask("{nonsense")).contains("INVALID_JSON");
            assertThat(socket.sendBinary(new byte[1000]).receive()).contains("INVALID_JSON");
            assertThat(socket.ask("{\"type\":\"step\",\"data\":{\"code\":\"print(3)\"}}"))
                    .contains("\"3\\n\"");
        }
    }

    private static void httpSession(EnvironmentHost host) {
        RawHttp http = new RawHttp(host.uri());
        String created = http.post("/sessions", "").body();
        String id = created.replaceFirst(".*\"session_id\":\"([^\"]+)\".*", "$1");
        RawHttp session = http.with("X-Session-ID", id);
        assertThat(session.post("/step", "{\"action\":{\"code\":\"y = 4\"}}").statusCode())
                .isEqualTo(200);
        assertThat(session.post("/step", "{\"action\":{\"code\":\"print(y)\"}}").body())
                .contains("\"4\\n\"");
        assertThat(http.method("DELETE", "/sessions/" + id).statusCode()).isEqualTo(200);
    }

    private static void interrupt(EnvironmentHost host) {
        try (var env = connect(host)) {
            env.step(new CodeAction("z = 6"));
            var running = env.stepAsync(new CodeAction("import time\nwhile True: time.sleep(0.01)"));
            assertThat(env.interrupt()).isTrue();
            assertThat(running.join().observation().exitCode()).isEqualTo(130);
            assertThat(env.step(new CodeAction("print(z)")).observation().stdout())
                    .isEqualTo("6\n");
        }
    }

    /** What the server holds, once it has come to rest. */
    private static String held(EnvironmentHost host, CodingEnvironmentProvider provider) throws InterruptedException {
        TimeUnit.SECONDS.sleep(35); // longer than an idle thread of a pool lives
        System.gc();
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return "sessions " + host.activeSessions()
                + ", descriptors " + system.getOpenFileDescriptorCount()
                + ", threads " + ManagementFactory.getThreadMXBean().getThreadCount()
                + ", heap MB "
                + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1_000_000
                + ", executor " + new TreeMap<>(provider.gauges());
    }

    private void report(String before, String after) {
        System.out.println("soak: done " + new TreeMap<>(done));
        System.out.println("soak: before " + before);
        System.out.println("soak: after  " + after);
    }
}
