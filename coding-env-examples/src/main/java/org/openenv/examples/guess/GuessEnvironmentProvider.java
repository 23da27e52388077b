package org.openenv.examples.guess;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.openenv.core.Environment;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.spi.TaskSource;
import org.openenv.core.spi.Tool;
import org.openenv.examples.guess.Guess.Game;
import org.openenv.examples.guess.Guess.Marks;
import org.openenv.examples.guess.Guess.Word;

/**
 * Offers the guessing game to a host. The operator's setting {@code words}, separated by spaces, replaces its words.
 */
public final class GuessEnvironmentProvider implements EnvironmentProvider<Word, Marks, Game> {

    private static final String WORDS = "agent apple bread cloud dance earth flame grape house ivory joker knife lemon"
            + " mouse night ocean paper queen river stone table uncle voice water youth zebra";

    /** Makes a provider. */
    public GuessEnvironmentProvider() {}

    @Override
    public EnvironmentMetadata metadata() {
        return EnvironmentMetadata.of("guess_env", "Find a word of five letters in six guesses.", "1.0.0");
    }

    @Override
    public EnvironmentTypes<Word, Marks, Game> types() {
        return Guess.TYPES;
    }

    @Override
    public Environment<Word, Marks, Game> create(EnvironmentConfig config) {
        return new GuessEnvironment(words(config)).with(GuessRubric.shaping().asBonus());
    }

    @Override
    public Optional<TaskSource> tasks(EnvironmentConfig config) {
        return Optional.of(new GuessTasks(words(config)));
    }

    @Override
    public List<Tool<Word, Marks, Game, ?>> tools() {
        return GuessTools.all();
    }

    private static List<String> words(EnvironmentConfig config) {
        return Arrays.asList(config.option("words").orElse(WORDS).split(" "));
    }
}
