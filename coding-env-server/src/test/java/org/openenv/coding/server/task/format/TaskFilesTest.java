package org.openenv.coding.server.task.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of tasks, of friends and of strangers: what can be read is read, the rest is named. */
class TaskFilesTest {

    private static final String GOOD =
            "{\"id\": \"a\", \"prompt\": \"Add.\", \"tests\": [{\"type\": \"call\", \"function\": \"add\", \"args\": [1, 2], \"expected\": 3}]}";

    @TempDir
    private Path folder;

    private final List<Task> tasks = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private void read(Path from) {
        TaskFiles.read(from, new TaskFiles.Listener() {
            @Override
            public void task(Task task, byte[] line, Place place) {
                tasks.add(task);
            }

            @Override
            public void leftOut(String where, String why) {
                leftOut.add(where.substring(folder.toString().length() + 1) + " " + why);
            }
        });
    }

    private void refuses(String line, String why) throws IOException {
        tasks.clear();
        leftOut.clear();
        read(file("bad.jsonl", GOOD + "\n" + line + "\n" + GOOD.replace("\"a\"", "\"b\"") + "\n"));
        assertThat(tasks)
                .as(line.substring(0, Math.min(200, line.length())))
                .extracting(Task::id)
                .containsExactly("a", "b");
        assertThat(leftOut)
                .singleElement()
                .asString()
                .startsWith("bad.jsonl:2 ")
                .contains(why);
    }

    @Test
    void linesAndArraysPlainAndPackedAreRead() throws IOException {
        file("one.jsonl", "\ufeff" + GOOD + "\r\n\n  \n" + GOOD.replace("\"id\": \"a\", ", ""));
        file("three.json", " [\n" + GOOD + ",\n " + GOOD + "\n]\n");
        file("readme.txt", "no tasks");
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write((GOOD.replace("\"a\"", "7") + "\n").getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("test.jsonl.gz"), packed.toByteArray());
        read(folder);
        assertThat(leftOut).isEmpty();
        assertThat(tasks).extracting(Task::id).containsExactly("a", "one/4", "7", "a", "a");
        assertThat(tasks.get(2).split()).isEqualTo("test");
        assertThat(tasks.get(0).split()).isEqualTo("train");
    }

    @Test
    void aLineThatCantBeReadIsNamedAndLeftOut() throws IOException {
        refuses("{\"id\": \"a\", \"prompt\": ", "is no JSON");
        refuses("[]", "must be a JSON object, was ARRAY");
        refuses("{\"id\": NaN}", "Non-standard token 'NaN'");
        refuses("{\"id\": \"a\u0001b\"}", "CTRL-CHAR");
        refuses("{\"id\": 1, \"id\": 2}", "Duplicate field 'id'");
        refuses("{\"question\": 1}", "is in no format that is known");
        refuses(GOOD.replace("\"a\"", "[1]"), "id must be a string or an integer");
        refuses(GOOD.replace("\"a\"", "\"a\\u0007\""), "without control characters");
        refuses(GOOD.replace("\"a\"", "\" \""), "id must be 1 to 256 characters");
        refuses(GOOD.replace("\"Add.\"", "5"), "prompt of the task must be a string, was NUMBER");
        refuses(GOOD.replace("\"prompt\"", "\"promt\""), "prompt of the task is required");
        refuses(GOOD.replace("\"call\"", "\"calls\""), "type of test 0 must be program, call");
        refuses(GOOD.replace("[1, 2]", "1"), "args of case 1 must be a JSON array");
        refuses(GOOD.replace("\"tests\"", "\"hints\": [], \"tests\""), "the task has no field 'hints'");
        refuses(
                GOOD.replace("\"tests\"", "\"options\": {\"score\": \"most\"}, \"tests\""),
                "score must be fraction or all");
        refuses(
                GOOD.replace("\"tests\"", "\"limits\": {\"memory_mb\": \"much\"}, \"tests\""),
                "memory_mb must be a number");
        refuses(
                GOOD.replace("\"tests\"", "\"max_attempts\": 1.5, \"tests\""),
                "max_attempts of the task must be an integer");
        refuses("{\"id\": \"x\", \"prompt\": \"\", \"tests\": []}", "1 to 10000 objects, was one of 0");
        refuses("[".repeat(100_000), "is no JSON");
        refuses("{\"a\": ".repeat(300) + "1" + "}".repeat(300), "nesting depth");
        refuses(GOOD.replace("Add.", "x".repeat(2 << 20)), "what is shown of it has 2097152 characters");
        byte[] many = ("[" + "1,".repeat(1000) + "1]").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> BoundedJson.read(many, 1000)).hasMessage("has more than 1000 values");
        assertThat(BoundedJson.read(many, 2000)).hasSize(1001);
    }

    @Test
    void aLineThatIsTooLongIsSkippedWithoutBeingHeld() throws IOException {
        try (var lines = new LineReader(
                new java.io.ByteArrayInputStream(
                        ("short\n" + "x".repeat(200_000) + "\nlast").getBytes(StandardCharsets.UTF_8)),
                1000)) {
            assertThat(lines.next()).asString().isEqualTo("short");
            assertThat(lines.next()).isEmpty();
            assertThat(lines.tooLong()).isTrue();
            assertThat(lines.next()).asString().isEqualTo("last");
            assertThat(lines.number()).isEqualTo(3);
            assertThat(lines.whole()).isFalse();
            assertThat(lines.next()).isNull();
        }
    }

    @Test
    void whatIsNoFileOfTasksIsNamed() throws Exception {
        assertThatThrownBy(() -> read(folder.resolve("none.jsonl"))).hasMessageContaining("no such file or folder");
        assertThatThrownBy(() -> read(folder)).hasMessageContaining("no file there is named *.jsonl");
        file("a-empty.jsonl", "");
        Files.createDirectory(folder.resolve("b-folder.jsonl"));
        Files.write(folder.resolve("c-cut.jsonl.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1});
        file("d-parquet.jsonl", "PAR1xx");
        Files.createSymbolicLink(folder.resolve("e-link.jsonl"), Path.of("e-link.jsonl"));
        Files.createSymbolicLink(folder.resolve("f-zero.jsonl"), Path.of("/dev/zero"));
        Files.createSymbolicLink(folder.resolve("g-good.jsonl"), file("good.txt", GOOD));
        file("h-array.json", "[" + GOOD + ", {\"x\": 1}, " + GOOD + ",");
        read(folder);
        assertThat(tasks).extracting(Task::id).containsExactly("a");
        assertThat(leftOut).hasSize(7);
        assertThat(leftOut.get(0)).isEqualTo("a-empty.jsonl is empty");
        assertThat(leftOut.get(1)).contains("b-folder.jsonl is no file with lines");
        assertThat(leftOut.get(2)).contains("is packed, but broken");
        assertThat(leftOut.get(3)).contains("Parquet");
        assertThat(leftOut.get(4)).contains("there is no file");
        assertThat(leftOut.get(5)).contains("f-zero.jsonl is no file with lines");
        assertThat(leftOut.get(6)).contains("h-array.json is no JSON");
    }
}
