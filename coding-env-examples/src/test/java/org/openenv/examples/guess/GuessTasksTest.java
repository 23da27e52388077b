package org.openenv.examples.guess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openenv.core.Environment;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.TaskChoice;
import org.openenv.core.TaskSplit;
import org.openenv.core.client.Tasks;
import org.openenv.core.conformance.Conformance;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.wire.WireCodec;
import org.openenv.examples.echo.EchoEnvironmentProvider;
import org.openenv.examples.guess.Guess.Game;
import org.openenv.examples.guess.Guess.Marks;
import org.openenv.examples.guess.Guess.Word;

/** The tasks of the game over HTTP, letter by letter as OpenEnv's Task API has them, and with the Java client. */
class GuessTasksTest {

    private final HttpClient http = HttpClient.newHttpClient();

    private final HostedEnvironment<Word, Marks, Game> served = HostedEnvironment.serve(new GuessEnvironmentProvider());

    @AfterEach
    void close() {
        served.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            list_environments    |                                            | 200 | ["guess_env"]
            guess_env/splits     |                                            | 200 | [{"name":"train","type":"train"},{"name":"test","type":"test"}]
            GUESS_env/num_tasks  | {"split":"train"}                          | 200 | {"num_tasks":21}
            guess_env/num_tasks  | {"split":"test"}                           | 200 | {"num_tasks":5}
            guess_env/task       | {"split":"test","index":4}                 | 200 | {"task":{"id":"test-4","split":"test","index":4,"letters":5}}
            guess_env/task       | {"split":"test","index":5}                 | 400 | {"detail":"Invalid task index"}
            guess_env/task       | {"split":"test","index":-1}                | 400 | {"detail":"Invalid task index"}
            guess_env/task       | {"split":"test","index":9000000000000}     | 400 | {"detail":"Invalid task index"}
            guess_env/task_range | {"split":"test","start":3,"stop":4}        | 200 | {"tasks":[{"id":"test-3","split":"test","index":3,"letters":5}]}
            guess_env/task_range | {"split":"test","start":4,"stop":null}     | 200 | {"tasks":[{"id":"test-4","split":"test","index":4,"letters":5}]}
            guess_env/task_range | {"split":"test","start":-1}                | 200 | {"tasks":[{"id":"test-4","split":"test","index":4,"letters":5}]}
            guess_env/task_range | {"split":"test","start":4,"stop":2}        | 200 | {"tasks":[]}
            guess_env/task_range | {"split":"test","start":9,"stop":99}       | 200 | {"tasks":[]}
            guess_env/num_tasks  | {"split":"dev"}                            | 500 | {"detail":"there is no split 'dev': they are train and test"}
            guess_env/num_tasks  | {}                                         | 422 | {"detail":[{"type":"missing","loc":["body","split"],"msg":"Field required","input":{}}]}
            other_env/num_tasks  | {"split":1}                                | 422 | {"detail":[{"type":"string_type","loc":["body","split"],"msg":"Input should be a valid string","input":1}]}
            guess_env/num_tasks  | {"split":"test","x":1}                     | 422 | {"detail":[{"type":"extra_forbidden","loc":["body","x"],"msg":"Extra inputs are not permitted","input":1}]}
            other_env/num_tasks  | {"split":"test"}                           | 404 | {"detail":"unknown environment 'other_env'"}
            other_env/splits     |                                            | 404 | {"detail":"unknown environment 'other_env'"}
            envs/guess_env/guess_env/num_tasks | {"split":"test"}             | 200 | {"num_tasks":5}
            envs/guess_env/list_environments   |                              | 200 | ["guess_env"]
            """)
    void answersAsTheReferenceDoes(String path, @Nullable String body, int status, String answer)
            throws IOException, InterruptedException {
        HttpResponse<String> response = ask(served.host().uri(), path, body);
        assertThat(response.body()).isEqualTo(answer);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(served.host().activeSessions()).isZero();
    }

    @Test
    void listsWholeSplitsUnderTheServersSpelling() throws IOException, InterruptedException {
        assertThat(ask(served.host().uri(), "Guess_Env/tasks", "{\"split\":\"test\"}")
                        .body())
                .startsWith("{\"tasks\":[{\"id\":\"test-0\",")
                .endsWith("\"index\":4,\"letters\":5}],\"env_name\":\"guess_env\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            echo_env/splits     |                            | list_splits
            echo_env/tasks      | {"split":"a"}              | list_tasks
            echo_env/num_tasks  | {"split":"a"}              | num_tasks
            echo_env/task       | {"split":"a","index":0}    | get_task
            echo_env/task_range | {"split":"a"}              | get_task_range
            """)
    void anEnvironmentWithoutTasksSaysSo(String path, @Nullable String body, String method)
            throws IOException, InterruptedException {
        try (var echo = HostedEnvironment.serve(new EchoEnvironmentProvider())) {
            HttpResponse<String> response = ask(echo.host().uri(), path, body);
            assertThat(response.statusCode()).isEqualTo(501);
            assertThat(response.body())
                    .isEqualTo("{\"detail\":\"" + method + " is not supported for this environment\"}");
            assertThatThrownBy(echo.connect().tasks()::splits).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void theJavaClientReadsThemAndChoosesOne() {
        var game = served.connect();
        Tasks tasks = game.tasks();
        assertThat(tasks.splits()).containsExactly(TaskSplit.of("train"), TaskSplit.of("test"));
        assertThat(tasks.count("train")).isEqualTo(21);
        assertThat(tasks.get("train", 3))
                .isEqualTo(Map.of("id", "train-3", "split", "train", "index", 3, "letters", 5));
        assertThat(tasks.range("test", 1, 99)).hasSize(4);
        assertThatThrownBy(() -> tasks.get("test", 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tasks.count("dev")).hasMessageContaining("there is no split 'dev'");
        Set<String> words = new HashSet<>();
        for (TaskSplit split : tasks.splits()) {
            for (int i = 0; i < tasks.count(split.name()); i++) {
                game.reset(TaskChoice.in(ResetOptions.none(), split.name(), i));
                words.add(wordOf(game));
            }
        }
        assertThat(words).hasSize(26);
    }

    private static String wordOf(Environment<Word, Marks, Game> game) {
        while (true) {
            var result = game.step(new Word("xxxxx"));
            if (result.done()) {
                return String.valueOf(result.observation().answer());
            }
        }
    }

    @Test
    void aSplitAloneIsDrawnFromByTheSeed() {
        var game = served.connect();
        ResetOptions test = ResetOptions.none().withSeed(1).withExtra("split", "test");
        game.reset(test);
        String word = wordOf(game);
        game.reset(test);
        assertThat(wordOf(game)).isEqualTo(word);
        assertThat(List.of("dance", "ivory", "night", "stone", "youth")).contains(word);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"index":1}                  | index needs a split beside it
            {"split":3}                  | split must be a text, was 3
            {"split":"test","index":"1"} | index must be an integer, was 1
            {"split":"test","index":99}  | Index 99 out of bounds for length 5
            {"split":"dev","index":0}    | there is no split 'dev': they are train and test
            """)
    @SuppressWarnings("unchecked")
    void aChoiceThatIsNoneIsRefused(String extras, String why) {
        var game = served.connect();
        var options = new ResetOptions(null, null, (Map<String, Object>) WireCodec.readValue(extras));
        assertThatThrownBy(() -> game.reset(options))
                .isInstanceOf(OpenEnvException.class)
                .hasMessageContaining(why);
    }

    @Test
    void validateFindsTasksToCheck() {
        var report = Conformance.of(served.host().uri())
                .withAction("{\"word\":\"xxxxx\"}")
                .run();
        assertThat(report.passed()).as(report.toText()).isTrue();
        assertThat(report.toText())
                .contains(
                        "pass  tasks-environments",
                        "pass  tasks-unknown-environment",
                        "pass  tasks-missing-split",
                        "pass  tasks-splits",
                        "pass  tasks-count");
    }

    private HttpResponse<String> ask(URI uri, String path, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri + "/" + path));
        if (body != null) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
