package org.openenv.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openenv.core.testing.Eventually.await;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;

/** What single frames do to a connection, and what its session's observer is told. */
class SocketFramesTest {

    private static final BlockingQueue<String> REASONS = new LinkedBlockingQueue<>();
    private static final AtomicInteger CONNECTED = new AtomicInteger();
    private static final AtomicInteger ENDED = new AtomicInteger();
    private static final FakeEnvironment.Provider PROVIDER = new FakeEnvironment.Provider();
    private static HostedEnvironment<?, ?, ?> hosted;

    @BeforeAll
    static void serve() {
        HostObserver observer = new HostObserver() {
            @Override
            public void sessionClosed(SessionInfo session, String reason) {
                REASONS.add(reason);
                ENDED.incrementAndGet();
            }
        };
        hosted = HostedEnvironment.serve(PROVIDER, HostConfig.defaults().withObserver(observer));
    }

    @AfterEach
    void nothingIsLeft() {
        await("the observer is told of every session", () -> ENDED.get() == CONNECTED.get());
        assertThat(hosted.host().activeSessions()).isZero();
        assertThat(PROVIDER.open()).isZero();
        REASONS.clear();
    }

    @AfterAll
    static void stop() {
        hosted.close();
    }

    private static RawFrames connect() throws IOException {
        RawFrames connected = new RawFrames(hosted.host().port());
        CONNECTED.incrementAndGet();
        return connected;
    }

    private static void assertReason(String expected) {
        await("the observer is told", () -> !REASONS.isEmpty());
        assertThat(REASONS).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            88 82 00000000 03e8    | 1000
            88 80 00000000         | 1000
            88 82 00000000 10e1    | 4321
            88 85 00000000 03e9 627965 | 1001
            """)
    void answersACloseFrameAtAnyMoment(String frame, int code) throws IOException {
        try (RawFrames socket = connect()) {
            assertThat(socket.hex(frame).closeCode()).isEqualTo(code);
            assertReason("closed");
        }
        REASONS.clear();
        try (RawFrames socket = connect()) {
            socket.send(RawFrames.TEXT_BEGINS, "{\"type\":\"sta").hex(frame);
            assertThat(socket.closeCode()).isEqualTo(code);
            assertReason("closed");
        }
        REASONS.clear();
        try (RawFrames socket = connect()) {
            socket.send(RawFrames.TEXT_BEGINS, "{\"type\":\"sta")
                    .send(RawFrames.TEXT, "")
                    .hex(frame);
            assertThat(socket.closeCode()).isEqualTo(1002); // a text within a text
            assertReason("protocol-error");
        }
    }

    /** Each request has one answer, in order, before the close frame is echoed: the step that runs, and what waits behind it. */
    @ParameterizedTest
    @CsvSource({"block, SESSION_ERROR", "block deaf, SESSION_ERROR", "quick, observation"})
    void answersWhatWasAskedBeforeACloseFrame(String step, String first) throws IOException {
        try (RawFrames socket = connect()) {
            socket.send(
                    RawFrames.TEXT, "{\"type\":\"step\",\"request_id\":\"0\",\"data\":{\"text\":\"" + step + "\"}}");
            if (step.equals("quick")) {
                assertThat(socket.text()).contains(first, "\"request_id\":\"0\"");
            } else {
                await("it runs", () -> PROVIDER.blocked() == 1);
            }
            for (int i = 1; i <= 5; i++) {
                socket.send(RawFrames.TEXT_BEGINS, "{\"type\":\"state\",")
                        .send(0x89, "in between")
                        .send(0x80, "\"request_id\":\"" + i + "\"}");
            }
            socket.hex("88 82 00000000 03e8");
            for (int i = step.equals("quick") ? 1 : 0; i <= 5; i++) {
                assertThat(socket.text()).endsWith("\"request_id\":\"" + i + "\"}");
            }
            assertThat(socket.closeCode()).isEqualTo(1000);
            assertReason("closed");
        }
    }

    /** Sent at once with it, as by a client that does not look: the close frame is answered all the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "89 80 00000000",
                "88 80 00000000",
                "81 82 00000000 7b7d",
                "80 82 00000000 7b7d",
                "81 02 7b7d",
                "83 82 00000000 7b7d",
                "81 ff 7fffffffffffffff 00000000 7b",
            })
    void whatComesBehindACloseFrameIsNobodys(String frame) throws IOException {
        for (String begun : new String[] {"", "01 81 00000000 7b", "89 80 00000000 89 80 00000000"}) {
            try (RawFrames socket = connect()) {
                assertThat(socket.hex(begun + "88 82 00000000 03e8" + frame).closeCode())
                        .isEqualTo(1000);
                assertReason("closed");
            }
            REASONS.clear();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 7})
    void answersACloseFrameThatComesInPieces(int first) throws IOException {
        String frame = "88820000000003e8";
        for (boolean within : new boolean[] {false, true}) {
            try (RawFrames socket = connect()) {
                if (within) {
                    socket.send(RawFrames.TEXT_BEGINS, "{");
                }
                socket.send(0x89, "are you there").hex(frame.substring(0, 2 * first));
                socket.awaitPong();
                assertThat(socket.hex(frame.substring(2 * first)).closeCode()).isEqualTo(1000);
                assertReason("closed");
            }
            REASONS.clear();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            88 81 00000000 78            | 1002 | a close frame of one byte
            88 82 00000000 03ed          | 1002 | a code that nobody may send
            c1 82 00000000 7b7d          | 1002 | an extension that was not agreed on
            83 82 00000000 7b7d          | 1002 | a reserved kind of frame
            89 fe 007e 00000000          | 1002 | a ping that is too long
            09 81 00000000 78            | 1002 | a ping in fragments
            81 02 7b7d                   | 1002 | a frame without a mask
            81 ff ffffffffffffffff 00000000 | 1002 | a negative length
            """)
    void tellsAClientThatBreaksTheRulesSoAndItsObserverToo(String frame, int code, String what) throws IOException {
        for (boolean within : new boolean[] {false, true}) {
            try (RawFrames socket = connect()) {
                String sent = frame;
                if (within) {
                    socket.send(RawFrames.TEXT_BEGINS, "{\"type\":");
                    sent = frame.replaceFirst("^81", "80");
                }
                assertThat(socket.hex(sent).closeCode()).as(what).isEqualTo(code);
                assertReason("protocol-error");
            }
            REASONS.clear();
        }
    }

    /** Nothing of them comes: a time-out would be another code. */
    @ParameterizedTest
    @ValueSource(strings = {"7fffffffffffffff", "0000000100000000", "0000000006400001"})
    void refusesAMessageByTheSizeItDeclares(String size) throws IOException {
        for (String frame : new String[] {"81", "01", "82", "01 81 00000000 7b 80", "01 81 00000000 7b 00"}) {
            try (RawFrames socket = connect()) {
                assertThat(socket.hex(frame + "ff" + size + "00000000 7b").closeCode())
                        .isEqualTo(1009);
                assertReason("overrun");
            }
            REASONS.clear();
        }
    }

    @Test
    void aTextThatIsNotUtf8IsAMistakeAndNobodyVanished() throws IOException {
        try (RawFrames socket = connect()) {
            assertThat(socket.hex("81 82 00000000 c328").closeCode()).isEqualTo(1007);
            assertReason("protocol-error");
        }
        REASONS.clear();
        try (RawFrames socket = connect()) {
            socket.send(RawFrames.TEXT_BEGINS, "{").hex("80 82 00000000 c328");
            assertThat(socket.closeCode()).isEqualTo(1007);
            assertReason("protocol-error");
        }
    }

    @Test
    void whoGoesWithoutACloseFrameHasVanished() throws IOException {
        for (String begun : new String[] {"", "01 81 00000000 7b", "81 ff 0000", "88 82 00000000 03"}) {
            try (RawFrames socket = connect()) {
                socket.hex(begun).endOutput();
                assertReason("vanished");
            }
            REASONS.clear();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"step\",\"request_id\":\"a\",\"data\":{\"text\":\"x\"",
                "{\"request_id\":\"a\",\"type\":\"step\",}",
                "{ \"request_id\" : \"\\u0061\" ; }",
                "{\"type\":\"state\",\"request_id\":\"a\"} {\"type\":\"state\",\"request_id\":\"b\"}",
                "{\"request_id\":\"a\",\"request_id\":\"b\",",
                "{\"data\":{\"request_id\":\"b\"},\"request_id\":\"a\",\"data\":}",
            })
    void echoesAnIdThatStandsBeforeTheMistake(String text) throws IOException {
        try (RawFrames socket = connect()) {
            assertThat(socket.send(RawFrames.TEXT, text).text())
                    .contains("INVALID_JSON")
                    .endsWith("\"request_id\":\"a\"}");
        }
    }

    @Test
    void echoesTheIdOfATextThatNobodyCouldRead() throws IOException {
        String begin = "{\"type\":\"step\",\"data\":{\"text\":";
        try (RawFrames socket = connect()) {
            for (String value : new String[] {"1" + "0".repeat(2000), "[".repeat(400) + "0" + "]".repeat(400)}) {
                assertThat(socket.send(RawFrames.TEXT, begin + value + "},\"request_id\":\"a\"}")
                                .text())
                        .endsWith("\"request_id\":\"a\"}");
            }
            assertThat(socket.send(
                                    RawFrames.TEXT,
                                    "{\"request_id\":\"a\",\"data\":" + "[".repeat(5000) + "]".repeat(5000) + "}")
                            .text())
                    .contains("Nested too deeply")
                    .endsWith("\"request_id\":\"a\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"request_id\"",
                "[{\"request_id\":\"a\"},",
                "{\"request_id\":\"a",
                "{\"request_id\":7,",
                "{\"data\":{\"request_id\":\"a\"},",
                "{\"type\" \"request_id\":\"a\"}",
                "{\"x\":\"request_id\",\"a\":",
            })
    void inventsNoId(String text) throws IOException {
        try (RawFrames socket = connect()) {
            assertThat(socket.send(RawFrames.TEXT, text).text())
                    .contains("INVALID_JSON")
                    .doesNotContain("request_id");
        }
    }
}
