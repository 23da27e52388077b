package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.python.Shown;
import org.openenv.core.wire.WireCodec;

/** What a program forges in the place of rich results. */
class ShownReaderTest {

    private static Shown read(String json) {
        Shown shown = ShownReader.read(json.getBytes(StandardCharsets.UTF_8));
        shown.results().forEach(one -> WireCodec.writeValue(one.data())); // whatever it is, it can be sent
        return shown;
    }

    private static Shown bundle(String data) {
        return read("{\"results\":[{\"output_type\":\"display_data\",\"data\":" + data + "}],\"dropped\":0}");
    }

    @Test
    void whatIsNoJsonIsDropped() {
        assertThat(read("")).isEqualTo(new Shown(java.util.List.of(), 0));
        assertThat(read("[[[").dropped()).isEqualTo(1);
        assertThat(read("[".repeat(1_000_000)).dropped()).isEqualTo(1);
        assertThat(read("{\"results\":7,\"dropped\":-5}")).isEqualTo(Shown.NOTHING);
        assertThat(read("{\"results\":[1,[],null],\"dropped\":\"x\"}").dropped())
                .isEqualTo(3);
        assertThat(read("{\"results\":[" + "{},".repeat(999) + "{}]}").results())
                .hasSize(64);
        assertThat(read("{\"results\":[" + "{},".repeat(999) + "{}]}").dropped())
                .isEqualTo(936);
        assertThat(bundle("{\"application/json\":" + "9".repeat(1000) + "}").dropped())
                .isEqualTo(1);
    }

    @Test
    void anEntryIsWhatItsTypeSays() {
        var result = bundle(
                        "{\"image/png\":\"no base64\",\"image/jpeg\":7,\"text/html\":{\"a\":1},\"image/svg+xml\":\"<svg/>\","
                                + "\"\":\"x\",\"Text\":\"x\",\"../x\":\"x\",\"audio/wav\":\"%\",\"application/json\":1e999,\"text/plain\":\"\\ud800\"}")
                .results()
                .get(0);

        assertThat(result.data()).containsOnlyKeys("image/svg+xml", "application/json", "text/plain");
        assertThat(result.data().get("application/json")).isNull();
        assertThat(result.leftOut())
                .containsAllEntriesOf(Map.of(
                        "image/png", "it is no Base64",
                        "image/jpeg", "it is no text",
                        "text/html", "it is no text",
                        "audio/wav", "it is no Base64",
                        "", "it is no MIME type",
                        "Text", "it is no MIME type"));
    }

    @Test
    void entriesAreFewAndReasonsShort() {
        StringBuilder many = new StringBuilder("{\"a/b\":\"\"");
        for (int i = 0; i < 500; i++) {
            many.append(",\"x/t").append(i).append("\":\"x\"");
        }
        assertThat(bundle(many + "}").results().get(0).data()).hasSize(32);
        var told = read("{\"results\":[{\"left_out\":{\"" + "t".repeat(5000) + "\":\"" + "w".repeat(5000)
                        + "\"},\"output_type\":\"evil\"}]}")
                .results()
                .get(0);
        assertThat(told.outputType()).isEqualTo("display_data");
        assertThat(told.leftOut()).isEqualTo(Map.of("t".repeat(100) + "…", "w".repeat(300) + "…"));
    }
}
