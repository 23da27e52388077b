package org.openenv.core.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.ErrorCode;
import org.slf4j.event.KeyValuePair;

/** A line of the log is an event and an event a line, whatever a client put into it. */
class LogLinesTest {

    private static final String FORGED = "12:00:00.000 INFO  session: opened";

    private final LoggerContext context = new LoggerContext();

    private static String encode(Encoder<ILoggingEvent> encoder, ILoggingEvent event) {
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    private LoggingEvent event(String message, @Nullable Throwable thrown, KeyValuePair... pairs) {
        var event = new LoggingEvent(
                LogLinesTest.class.getName(), context.getLogger("openenv.step"), Level.INFO, message, thrown, null);
        for (KeyValuePair pair : pairs) {
            event.addKeyValuePair(pair);
        }
        return event;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r",
                "\r\n",
                "\u2028",
                "\u2029",
                "\u0085",
                "\f",
                "\u000b",
                "\u001b[2K\r",
                "\u202e",
                "\0",
                "\ud800"
            })
    void noTextOfAClientEndsOrChangesTheLine(String evil) throws IOException {
        String text = "e" + evil + FORGED;
        LoggingEvent event = event("step " + text, null, new KeyValuePair("episode", text), new KeyValuePair(text, 1));

        String line = encode(new TextLines(), event);
        assertThat(line).endsWith("\n").matches("[ -~]+\\R");
        String json = encode(new JsonLines(), event);
        assertThat(json).endsWith("}\n").matches("[ -~\ufffd]+\\R");
        if (!evil.equals("\ud800")) {
            assertThat(new ObjectMapper().readTree(json).at("/episode").textValue())
                    .isEqualTo(text);
        }
    }

    @Test
    void aValuesOwnQuotesDoNotEndIt() {
        assertThat(encode(new TextLines(), event("step", null, new KeyValuePair("episode", "a\" error=\"b\\"))))
                .endsWith(" step: step episode=\"a\\\" error=\\\"b\\\\\"\n");
    }

    @Test
    void whatPeopleCanReadStaysAsItIs() {
        assertThat(encode(new TextLines(), event("für", null, new KeyValuePair("episode", "日本 🙂"))))
                .endsWith("INFO  step: für episode=\"日本 🙂\"\n");
    }

    @Test
    void theMessageOfAnExceptionCantPassForAnEvent() {
        var thrown = new IllegalStateException("no\n" + FORGED + "\n\tat nowhere");
        assertThat(encode(new TextLines(), event("threw", thrown)).lines())
                .hasSizeGreaterThan(3)
                .filteredOn(line -> !line.startsWith("\t"))
                .hasSize(1);
        assertThat(encode(new JsonLines(), event("threw", thrown)).lines()).hasSize(1);
    }

    @Test
    void jsonIsFlatAndTypedWithTimesInIso() throws IOException {
        String json = encode(
                new JsonLines(),
                event(
                        "step",
                        null,
                        new KeyValuePair("step", 3L),
                        new KeyValuePair("duration_ms", 1.5),
                        new KeyValuePair("done", true),
                        new KeyValuePair("error", ErrorCode.EXECUTION_ERROR),
                        new KeyValuePair("ratio", Double.NaN),
                        new KeyValuePair("message", "taken"),
                        new KeyValuePair("nothing", null)));
        JsonNode line = new ObjectMapper().readTree(json);
        assertThat(Instant.parse(line.get("time").textValue())).isAfter(Instant.EPOCH);
        assertThat(line.get("level").textValue()).isEqualTo("INFO");
        assertThat(line.get("logger").textValue()).isEqualTo("openenv.step");
        assertThat(line.get("message").textValue()).isEqualTo("step");
        assertThat(line.get("message_").textValue()).isEqualTo("taken");
        assertThat(line.get("step").isIntegralNumber()).isTrue();
        assertThat(line.get("duration_ms").isNumber()).isTrue();
        assertThat(line.get("done").isBoolean()).isTrue();
        assertThat(line.get("error").textValue()).isEqualTo("EXECUTION_ERROR");
        assertThat(line.get("ratio").textValue()).isEqualTo("NaN");
        assertThat(line).noneMatch(JsonNode::isContainerNode);
    }
}
