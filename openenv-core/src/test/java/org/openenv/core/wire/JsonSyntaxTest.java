package org.openenv.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.core.wire.type.record.JsonTree;
import org.openenv.core.wire.type.scalar.Scalars;

class JsonSyntaxTest {

    /** Each line: a text, what CPython 3.11's json.loads says of it, the place, and the reason alone. */
    static Stream<JsonNode> mistakes() throws IOException {
        try (InputStream lines = JsonSyntaxTest.class.getResourceAsStream("json-mistakes.jsonl")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().map(JsonSyntaxTest::parse).toList().stream();
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JsonTree.parse(line);
        } catch (IOException e) {
            throw new IllegalArgumentException(line, e);
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void namesTheMistakeAsCPythonDoes(JsonNode mistake) {
        JsonSyntaxException found = catchThrowableOfType(
                JsonSyntaxException.class, () -> Json.read(mistake.get(0).textValue()));
        assertThat(found).hasMessage(mistake.get(1).textValue());
        assertThat(found.position()).isEqualTo(mistake.get(2).intValue());
        assertThat(found.reason()).isEqualTo(mistake.get(3).textValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\": NaN}", "[Infinity, -Infinity]", " {\"a\":1, \"a\":2} ", "\"\\ud800\"", "1e400", "-0"})
    void takesWhatCPythonTakes(String text) throws JsonSyntaxException {
        assertThat(Json.read(text)).isNotNull();
    }

    @Test
    void refusesAByteOrderMark() {
        assertThat(catchThrowableOfType(JsonSyntaxException.class, () -> Json.read("\ufeff{}")))
                .hasMessage("Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)");
    }

    @Test
    void refusesWhatIsNestedTooDeeplyWithoutOverflowing() {
        String deep = "[".repeat(200_000);
        assertThat(catchThrowableOfType(JsonSyntaxException.class, () -> Json.read(deep)))
                .hasMessageStartingWith("Nested too deeply");
    }

    @Test
    void takesTextsFarLargerThanAMessage() throws JsonSyntaxException {
        String large = "x".repeat(40_000_000);
        assertThat(Json.read("\"" + large + "\"").textValue()).hasSize(large.length());
    }

    @Test
    void replacesHalvesOfSurrogatePairsOnly() {
        assertThat(Scalars.withoutLoneSurrogates("a\ud800b\udc00c😀d\ud83d")).isEqualTo("a\ufffdb\ufffdc😀d\ufffd");
        assertThat(Scalars.withoutLoneSurrogates("plain")).isSameAs("plain");
    }
}
