package org.openenv.examples.guess;

import java.util.List;
import org.openenv.core.Environment;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepResult;
import org.openenv.core.spi.Tool;
import org.openenv.core.spi.ToolResult;
import org.openenv.examples.guess.Guess.Game;
import org.openenv.examples.guess.Guess.Marks;
import org.openenv.examples.guess.Guess.Word;

/** What an agent can call over the Model Context Protocol: a guess, and another game. */
final class GuessTools {

    /** The arguments of {@code guess}. */
    record Guessed(String word) {}

    /** The arguments of {@code new_game}: none. */
    record NewGame() {}

    private GuessTools() {}

    static List<Tool<Word, Marks, Game, ?>> all() {
        return List.of(
                Tool.of(
                                "guess",
                                "Guesses the word, and tells which letters are right.",
                                Guessed.class,
                                GuessTools::guess)
                        .withMeaning("word", "Five letters, all lower case."),
                Tool.of("new_game", "Begins another game, with another word.", NewGame.class, GuessTools::newGame));
    }

    private static ToolResult guess(Environment<Word, Marks, Game> environment, Guessed input) {
        StepResult<Marks> result = environment.step(new Word(input.word()));
        return ToolResult.text(result.observation().toString()).withData(result.observation());
    }

    private static ToolResult newGame(Environment<Word, Marks, Game> environment, NewGame none) {
        environment.reset(ResetOptions.none());
        return ToolResult.text("A new game begins.");
    }
}
