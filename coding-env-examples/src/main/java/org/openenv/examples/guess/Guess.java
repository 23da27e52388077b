package org.openenv.examples.guess;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.Observation;
import org.openenv.core.State;

/** What goes in and out of the guessing game. */
public final class Guess {

    /** The records of the game in one value, for its host and its clients. */
    public static final EnvironmentTypes<Word, Marks, Game> TYPES =
            new EnvironmentTypes<>(Word.class, Marks.class, Game.class);

    /** How many letters a word has. */
    public static final int LETTERS = 5;

    private Guess() {}

    /**
     * A guess.
     *
     * @param word five letters from a to z, a word or not
     */
    public record Word(String word) implements Action {

        /**
         * Checks.
         *
         * @throws IllegalArgumentException if it is not five small letters
         */
        public Word {
            Objects.requireNonNull(word, "word is required");
            if (!word.matches("[a-z]{" + LETTERS + "}")) {
                throw new IllegalArgumentException("word must be five letters from a to z, was '" + word + "'");
            }
        }
    }

    /** How near a letter is. */
    public enum Mark {
        /** Right, and in its place. */
        PLACED,
        /** In the word, elsewhere. */
        PRESENT,
        /** Not in the word, or no more often than marked already. */
        ABSENT
    }

    /**
     * What a guess was worth.
     *
     * @param marks one for each letter of the guess; empty after a reset
     * @param guessesLeft how many guesses are left
     * @param answer the word, once the game is over
     */
    public record Marks(
            List<Mark> marks, int guessesLeft, @Nullable String answer) implements Observation {

        /** Copies. */
        public Marks {
            marks = List.copyOf(marks);
        }

        /**
         * Returns whether the guess was the word.
         *
         * @return {@code true} if every letter is placed
         */
        public boolean solved() {
            return !marks.isEmpty() && marks.stream().allMatch(mark -> mark == Mark.PLACED);
        }
    }

    /** How a game stands. */
    public enum Status {
        /** There are guesses left. */
        RUNNING,
        /** The word was found. */
        WON,
        /** The guesses are used up. */
        LOST
    }

    /**
     * Where the episode stands.
     *
     * @param episodeId the episode's name; {@code null} before the first reset
     * @param stepCount how many guesses were made
     * @param status whether the game goes on
     * @param guesses the words guessed, in order
     */
    public record Game(@Nullable String episodeId, int stepCount, Status status, List<String> guesses)
            implements State {

        /** Copies. */
        public Game {
            guesses = List.copyOf(guesses);
        }
    }
}
