package org.openenv.examples.guess;

import static org.openenv.core.rubric.Rubrics.part;
import static org.openenv.core.rubric.Rubrics.scoring;
import static org.openenv.core.rubric.Rubrics.trajectory;
import static org.openenv.core.rubric.Rubrics.weightedSum;

import org.openenv.core.rubric.Rubric;
import org.openenv.examples.guess.Guess.Mark;
import org.openenv.examples.guess.Guess.Marks;
import org.openenv.examples.guess.Guess.Word;

/** What else a guess is worth: a little for each letter that found its place, and a bonus for a game won early. */
final class GuessRubric {

    private static final double GAMMA = 0.9;

    private GuessRubric() {}

    static Rubric<Word, Marks> shaping() {
        return weightedSum(part("placed", 0.1, placed()), part("early", 0.5, early()));
    }

    private static Rubric<Word, Marks> placed() {
        return scoring((guess, result) -> result.observation().marks().stream()
                        .filter(mark -> mark == Mark.PLACED)
                        .count()
                / (double) Guess.LETTERS);
    }

    private static Rubric<Word, Marks> early() {
        return trajectory(GAMMA, moves -> {
            Marks last = moves.get(moves.size() - 1).result().observation();
            return last.solved() ? last.guessesLeft() / (double) GuessEnvironment.GUESSES : 0;
        });
    }
}
