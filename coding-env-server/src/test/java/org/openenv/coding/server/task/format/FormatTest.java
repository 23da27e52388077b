package org.openenv.coding.server.task.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.openenv.coding.grading.Comparison;
import org.openenv.coding.grading.TestCase;

/** Lines with the fields of public data sets; what stands in them is ours. */
class FormatTest {

    /** {@code [{"input": "[1, 2]\n3", "output": "[3]", "testtype": "functional"}]}, as Python packs it. */
    private static final String PACKED =
            "eJxrYJnqzgABPc7R1UqZeQWlJUpWCkrRhjoKRrExecZKOgpK+aUlMGHjWJBASWpxSUllQSpIKK00L7kkMz8vMUepNnaKHgB3DhfF";

    private static final String PACKED_BY_PROTOCOL_2 =
            "eJxrYIpwZmBgiK5WyswrKC1RslJQijbUUTCKjckzVtJRUMovLYEJG8eCBEpSi0tKKgtSQUJppXnJJZn5eYk5SrWxhQx6ADhiFpA=";

    /** What calls {@code os.system} when it is unpickled. */
    private static final String TRAP =
            "eJxrYJmqzQABPawF+cWZFVN62Iori0tSc6dMntIjUJJfmpyhoF+SW6BfUJ6XmjKldUrQFD0AyJ0S/A==";

    private static final String LIST = "eJxrYJnKywABsVM0ehgTp/QwJk1J1QMAO9IF2A==";

    private static Task task(String line) {
        return TaskReader.task(line.getBytes(StandardCharsets.UTF_8), new Place(Path.of("folder/valid.jsonl"), 3));
    }

    private static List<TestCase> cases(String line) {
        return TaskReader.tests(line.getBytes(StandardCharsets.UTF_8)).cases();
    }

    private static void refused(String line, String why) {
        assertThatThrownBy(() -> task(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void humanEval() {
        String line = """
                {"task_id": "HumanEval/0", "prompt": "def twice(n):\\n    \\"\\"\\"Doubles.\\"\\"\\"\\n", "entry_point": "twice",
                 "canonical_solution": "    return 2 * n\\n", "test": "METADATA = {}\\n\\ndef check(candidate):\\n    assert candidate(2) == 4\\n"}""";
        Task task = task(line);
        assertThat(task.id()).isEqualTo("HumanEval/0");
        assertThat(task.split()).isEqualTo("test");
        assertThat(task.entryPoint()).isEqualTo("twice");
        assertThat(task.program("    return 2 * n\n")).startsWith("def twice").endsWith("\n    return 2 * n\n");
        assertThat(task.program("from __future__ import annotations\ndef twice(n): return 2 * n"))
                .startsWith("from __future__");
        assertThat(cases(line)).singleElement().isInstanceOfSatisfying(TestCase.Asserts.class, test -> {
            assertThat(test.entry()).isEqualTo("twice");
            assertThat(test.setup()).isEqualTo(task.prompt());
        });
    }

    @Test
    void mbppOfBothFiles() {
        String tests = "\"test_list\": [\"assert twice(2) == 4\", \"assert twice(0) == 0\"]";
        String code = "\"code\": \"def add(a, b):\\r\\n  return a + b\\r\\ndef twice(n):\\r\\n  return add(n, n)\"";
        String whole = "{\"text\": \"Write a function to double.\", " + code
                + ", \"task_id\": 601, \"test_setup_code\": \"x = 1\", " + tests + ", \"challenge_test_list\": []}";
        Task task = task(whole);
        assertThat(List.of(task.id(), task.split(), task.prompt(), task.starterCode()))
                .containsExactly("601", "train", "Write a function to double.", "def twice(n):");
        assertThat(task.entryPoint()).isEqualTo("twice");
        assertThat(cases(whole))
                .hasSize(2)
                .allSatisfy(
                        test -> assertThat(((TestCase.Asserts) test).setup()).contains("x = 1"));
        String named = whole.replace("twice", "sum"); // as one of Python's own
        assertThat(cases(named))
                .allSatisfy(
                        test -> assertThat(((TestCase.Asserts) test).entry()).isEqualTo("sum"));
        String sanitized = "{\"source_file\": \"x.ipynb\", \"task_id\": 2, \"prompt\": \"Write.\", " + code
                + ", \"test_imports\": [\"import math\"], " + tests + "}";
        assertThat(task(sanitized).split()).isEqualTo("prompt");
        assertThat(((TestCase.Asserts) cases(sanitized).get(0)).setup()).contains("import math");
        assertThat(task(sanitized.replace("\"task_id\": 2", "\"task_id\": 600")).split())
                .isEqualTo("validation");
        assertThat(task(sanitized.replace("\"task_id\": 2", "\"task_id\": 11")).split())
                .isEqualTo("test");
        refused(sanitized.replace("\"assert twice(2) == 4\"", "7"), "test_list must hold strings");
    }

    @Test
    void appsAndTaco() {
        String scripts = """
                {"problem_id": 5, "question": "Sum.", "difficulty": "competition", "url": "u", "starter_code": "", "solutions": "[]",
                 "input_output": "{\\"inputs\\": [\\"1 2\\\\n\\", [\\"3\\", \\"4\\"]], \\"outputs\\": [\\"3\\\\n\\", \\"7.5\\\\n\\"]}"}""";
        Task task = task(scripts);
        assertThat(List.of(task.id(), task.split())).containsExactly("5", "validation");
        assertThat(task.difficulty()).isEqualTo(4);
        assertThat(cases(scripts))
                .extracting(test -> ((TestCase.Program) test).stdin())
                .containsExactly("1 2\n", "3\n4");
        assertThat(cases(scripts))
                .extracting(test -> ((TestCase.Program) test).comparison().kind())
                .containsExactly(Comparison.Kind.LINES, Comparison.Kind.FLOAT);
        String calls = """
                {"question": "Pick.", "starter_code": "def pick(d):", "difficulty": "EASY", "raw_tags": null, "time_limit": "2.0 seconds",
                 "input_output": {"fn_name": "pick", "inputs": [[{"1": 2}], [[4]]], "outputs": [[2], [[4]]]}}""";
        assertThat(task(calls).id()).isEqualTo("valid/3");
        assertThat(task(calls).entryPoint()).isEqualTo("pick");
        assertThat(cases(calls))
                .extracting(test -> ((TestCase.Call) test).args())
                .containsExactly("[{\"$dict\":[[1,2]]}]", "[[4]]");
        assertThat(((TestCase.Call) cases(calls).get(0)).expected()).isEqualTo("{\"$any\":[2,[2]]}");
        String plain = calls.replace("[[2], [[4]]]}}", "[[2], [4, 5]]}}");
        assertThat(((TestCase.Call) cases(plain).get(0)).expected()).isEqualTo("[2]");
        refused(calls.replace("[[2], [[4]]]}}", "[[2]]}}"), "has 2 inputs and 1 outputs");
        refused("{\"question\": \"x\", \"input_output\": \"\"}", "input_output is empty");
        refused("{\"question\": \"x\", \"input_output\": \"{\"}", "input_output is no JSON");
        refused("{\"question\": \"x\", \"input_output\": \"{}\"}", "inputs and outputs must be arrays");
        refused(scripts.replace("\\\"1 2\\\\n\\\"", "{}"), "inputs of a script must be strings, one was OBJECT");
    }

    @Test
    void primeCode() {
        String line = """
                {"data_source": "taco", "ability": "code", "prompt": [{"role": "system", "content": "Think."}, {"role": "user", "content": "Sort."}],
                 "reward_model": {"style": "rule", "ground_truth": "{\\"fn_name\\": \\"order\\", \\"inputs\\": [\\"[3, 1]\\\\n2\\"], \\"outputs\\": [\\"[1, 2, 3]\\"]}"},
                 "extra_info": {"index": 12, "split": "train"}}""";
        Task task = task(line);
        assertThat(List.of(task.id(), task.split(), task.prompt())).containsExactly("12", "train", "Sort.");
        TestCase.Call call = (TestCase.Call) cases(line).get(0);
        assertThat(List.of(call.function(), call.args(), call.expected()))
                .containsExactly("order", "[[3,1],2]", "[1,2,3]");
        String bare = "{\"inputs\": [\"1\"], \"outputs\": [\"2\"]}";
        assertThat(cases(bare)).singleElement().isInstanceOf(TestCase.Program.class);
        assertThat(task(bare).prompt()).isEmpty();
        refused(line.replace("[3, 1]", "[3, 1"), "inputs is no JSON");
    }

    private static String liveCodeBench(String secret, String type) {
        ObjectNode line = BoundedJson.MAPPER
                .createObjectNode()
                .put("question_title", "t")
                .put("question_content", "Pick.")
                .put("platform", "leetcode")
                .put("question_id", "abc_1")
                .put("contest_id", "c")
                .put("contest_date", "2024-01-01T00:00:00")
                .put(
                        "starter_code",
                        type.equals("stdin")
                                ? ""
                                : "class Solution:\n    def pick(self, xs: List[int], n: int):\n        ")
                .put("difficulty", "hard")
                .put("private_test_cases", secret)
                .put("metadata", type.equals("stdin") ? "{}" : "{\"func_name\": \"pick\"}");
        String open = "[{\"input\": \"[5]\\n6\", \"output\": \"[6]\", \"testtype\": \"" + type + "\"}]";
        return line.put("public_test_cases", open).toString();
    }

    @Test
    void liveCodeBenchWithItsPackedTests() {
        String line = liveCodeBench(PACKED, "functional");
        Task task = task(line);
        assertThat(List.of(task.id(), task.split(), task.prompt())).containsExactly("abc_1", "test", "Pick.");
        assertThat(task.entryPoint()).isEqualTo("pick");
        assertThat(cases(line))
                .hasSize(2)
                .extracting(test -> ((TestCase.Call) test).args())
                .containsExactly("[[5],6]", "[[1,2],3]");
        assertThat(((TestCase.Call) cases(line).get(1)).expected()).isEqualTo("[3]");
        assertThat(((TestCase.Call) cases(line).get(1)).function()).isEqualTo("Solution.pick");
        assertThat(cases(liveCodeBench(PACKED_BY_PROTOCOL_2, "functional"))).hasSize(2);
        assertThat(cases(liveCodeBench("[]", "stdin"))).singleElement().isInstanceOf(TestCase.Program.class);
        refused(line.replace("func_name", "name"), "no func_name");
    }

    @Test
    void aPickleIsNotCarriedOut() throws IOException {
        refused(liveCodeBench(TRAP, "stdin"), "private_test_cases is a pickle of something else than one text");
        refused(liveCodeBench(LIST, "stdin"), "is a pickle of something else than one text");
        refused(liveCodeBench("AAAA", "stdin"), "private_test_cases is not deflated");
        refused(liveCodeBench("§§", "stdin"), "private_test_cases");
        refused(
                liveCodeBench(packed(new byte[] {(byte) 0x80, 4, 'X', -1, -1, -1, 127}), "stdin"),
                "ends in the middle");
        refused(
                liveCodeBench(packed(new byte[] {(byte) 0x80, 4, (byte) 0x8d, 0, 0, 0, 0, 0, 0, 0, -1}), "stdin"),
                "ends in the middle");
        refused(liveCodeBench(packed(new byte[] {(byte) 0x80, 4, '.'}), "stdin"), "something else than one text");
        refused(liveCodeBench(packed(new byte[] {(byte) 0x80}), "stdin"), "ends in the middle");
        refused(liveCodeBench(packed(new byte[0]), "stdin"), "ends in the middle");
        assertThatThrownBy(() -> PickledText.read(packed(new byte[100_001]), 100_000))
                .hasMessage("unpacks to more than 100,000 bytes");
    }

    private static String packed(byte[] pickle) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(pickle);
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }
}
