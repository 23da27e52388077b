package org.openenv.examples.guess;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Environment;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.TaskChoice;
import org.openenv.examples.guess.Guess.Game;
import org.openenv.examples.guess.Guess.Mark;
import org.openenv.examples.guess.Guess.Marks;
import org.openenv.examples.guess.Guess.Status;
import org.openenv.examples.guess.Guess.Word;

/**
 * Find a word of five letters in six guesses. The game pays at its end: 1 for a word that was found, 0 for one that was not;
 * a guess in between has no reward. The seed decides the word, or a
 * task that the reset chooses.
 */
public final class GuessEnvironment implements Environment<Word, Marks, Game> {

    static final int GUESSES = 6;

    private final List<String> words;
    private final List<String> guesses = new ArrayList<>();
    private @Nullable String episodeId;
    private String answer;
    private Status status = Status.RUNNING;

    /**
     * Makes a game whose word is drawn from given ones.
     *
     * @param words words of five letters from a to z, at least one
     */
    public GuessEnvironment(List<String> words) {
        this.words = List.copyOf(words);
        this.answer = draw(this.words, null);
    }

    private static String draw(List<String> from, @Nullable Long seed) {
        Random random = seed == null ? new Random() : new Random(seed);
        return from.get(random.nextInt(from.size()));
    }

    private String choose(ResetOptions options) {
        Optional<TaskChoice> choice = TaskChoice.of(options);
        if (choice.isEmpty()) {
            return draw(words, options.seed());
        }
        List<String> split = new GuessTasks(words).words(choice.get().split());
        Long index = choice.get().index();
        return index == null
                ? draw(split, options.seed())
                : split.get((int) Objects.checkIndex(index, (long) split.size()));
    }

    @Override
    public StepResult<Marks> reset(ResetOptions options) {
        String chosen = choose(options);
        String asked = options.episodeId();
        episodeId = asked != null ? asked : UUID.randomUUID().toString();
        answer = chosen;
        status = Status.RUNNING;
        guesses.clear();
        return StepResult.of(new Marks(List.of(), GUESSES, null));
    }

    @Override
    public StepResult<Marks> step(Word action, StepOptions options) {
        if (status != Status.RUNNING) {
            throw new IllegalStateException("the game is over, the word was '" + answer + "'; reset for another one");
        }
        guesses.add(action.word());
        if (action.word().equals(answer)) {
            status = Status.WON;
        } else if (guesses.size() == GUESSES) {
            status = Status.LOST;
        }
        return status == Status.RUNNING
                ? StepResult.of(marks(action, null))
                : StepResult.of(marks(action, answer), status == Status.WON ? 1 : 0)
                        .asDone();
    }

    private Marks marks(Word guess, @Nullable String shown) {
        return new Marks(compare(guess.word(), answer), GUESSES - guesses.size(), shown);
    }

    /** Marks the letters in their places first, so that a letter is not marked more often than the word has it. */
    static List<Mark> compare(String guess, String answer) {
        Mark[] marks = new Mark[guess.length()];
        StringBuilder rest = new StringBuilder();
        for (int i = 0; i < marks.length; i++) {
            if (guess.charAt(i) == answer.charAt(i)) {
                marks[i] = Mark.PLACED;
            } else {
                rest.append(answer.charAt(i));
            }
        }
        for (int i = 0; i < marks.length; i++) {
            if (marks[i] == null) {
                int at = rest.indexOf(guess.substring(i, i + 1));
                marks[i] = at < 0 ? Mark.ABSENT : Mark.PRESENT;
                if (at >= 0) {
                    rest.deleteCharAt(at);
                }
            }
        }
        return Arrays.asList(marks);
    }

    @Override
    public Game state() {
        return new Game(episodeId, guesses.size(), status, guesses);
    }

    @Override
    public void close() {}
}
