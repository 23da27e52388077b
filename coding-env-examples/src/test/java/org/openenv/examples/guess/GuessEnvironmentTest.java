package org.openenv.examples.guess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openenv.core.Environment;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepResult;
import org.openenv.core.host.HostConfig;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.testing.EnvironmentContract;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawSocket;
import org.openenv.examples.guess.Guess.Game;
import org.openenv.examples.guess.Guess.Marks;
import org.openenv.examples.guess.Guess.Status;
import org.openenv.examples.guess.Guess.Word;

class GuessEnvironmentTest implements EnvironmentContract<Word, Marks, Game> {

    private static final Word WRONG = new Word("xxxxx");

    private static final Offset<Double> PRECISELY = Offset.offset(1e-12);

    @Override
    public EnvironmentProvider<Word, Marks, Game> provider() {
        return new GuessEnvironmentProvider();
    }

    @Override
    public Word action() {
        return WRONG;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            stone, stone, PLACED PLACED PLACED PLACED PLACED
            notes, stone, PRESENT PRESENT PRESENT PRESENT PRESENT
            xxxxx, stone, ABSENT ABSENT ABSENT ABSENT ABSENT
            eerie, earth, PLACED ABSENT PLACED ABSENT ABSENT
            eagle, apple, ABSENT PRESENT ABSENT PLACED PLACED
            """)
    void marksALetterNoMoreOftenThanTheWordHasIt(String guess, String answer, String marks) {
        assertThat(GuessEnvironment.compare(guess, answer).stream()
                        .map(Enum::name)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(marks);
    }

    @ParameterizedTest
    @EnumSource
    void aLostGameEndsWithTheWordAndNoReward(Where where) {
        with(where, game -> {
            game.reset(ResetOptions.none().withSeed(3));
            StepResult<Marks> last = null;
            for (int i = 0; i < GuessEnvironment.GUESSES; i++) {
                assertThat(last == null || !last.done()).isTrue();
                last = game.step(WRONG);
            }
            assertThat(Objects.requireNonNull(last).done()).isTrue();
            assertThat(last.reward()).isZero();
            assertThat(last.observation().answer()).hasSize(Guess.LETTERS);
            assertThat(game.state().status()).isEqualTo(Status.LOST);
            assertThatThrownBy(() -> game.step(WRONG)).hasMessageContaining("reset for another one");
        });
    }

    @ParameterizedTest
    @EnumSource
    void theSeedDecidesTheWord(Where where) {
        with(where, game -> {
            String first = answer(game, 11);
            assertThat(answer(game, 11)).isEqualTo(first);
            List<String> others = Arrays.asList(answer(game, 12), answer(game, 13), answer(game, 14), answer(game, 15));
            assertThat(others).anyMatch(other -> !other.equals(first));
        });
    }

    private static String answer(Environment<Word, Marks, Game> game, long seed) {
        game.reset(ResetOptions.none().withSeed(seed));
        StepResult<Marks> result = game.step(WRONG);
        while (!result.done()) {
            result = game.step(WRONG);
        }
        return Objects.requireNonNull(result.observation().answer());
    }

    @Test
    void aGameWonEarlyPaysMoreAndShowsWhatFor() {
        var config = HostConfig.defaults().withEnvironmentConfig(new EnvironmentConfig(Map.of("words", "stone")));
        try (var hosted = HostedEnvironment.serve(provider(), config)) {
            var game = hosted.connect();
            game.reset();
            StepResult<Marks> near = game.step(new Word("stomp"));
            StepResult<Marks> won = game.step(new Word("stone"));

            assertThat(near.reward()).isCloseTo(0.06, PRECISELY);
            assertThat(won.done()).isTrue();
            assertThat(won.reward()).isCloseTo(1 + 0.1 + 0.5 * 4 / 6, PRECISELY);
            assertThat(won.metadata().get("rubric"))
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("parts", Map.of("placed", 1.0, "early", 4.0 / 6))
                    .containsEntry("part_steps", Map.of("early", List.of(4.0 / 6 * 0.9, 4.0 / 6)));
            assertThat(game.state().guesses()).containsExactly("stomp", "stone");
            assertThat(game.state().status()).isEqualTo(Status.WON);
        }
    }

    @Test
    void aGuessThatIsNoWordIsRefusedBeforeItCounts() {
        assertThatThrownBy(() -> new Word("Stone")).hasMessageContaining("was 'Stone'");
        try (var hosted = HostedEnvironment.serve(provider());
                RawSocket socket = RawSocket.connect(hosted.host().uri(), "/ws")) {
            assertThat(socket.ask("{\"type\":\"step\",\"data\":{\"word\":\"Stone\"}}"))
                    .contains("VALIDATION_ERROR", "five letters from a to z");
            assertThat(socket.ask("{\"type\":\"state\"}")).contains("\"step_count\":0");
        }
    }
}
