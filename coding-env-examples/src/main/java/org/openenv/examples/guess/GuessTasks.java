package org.openenv.examples.guess;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.openenv.core.TaskSplit;
import org.openenv.core.spi.TaskSource;

/** A task for each word, every fifth one kept for the test. A task does not tell its word. */
final class GuessTasks implements TaskSource {

    private static final String TRAIN = "train";
    private static final String TEST = "test";
    private static final int EVERY = 5;

    private final Map<String, List<String>> words;

    GuessTasks(List<String> words) {
        this.words = Map.of(TRAIN, some(words, false), TEST, some(words, true));
    }

    private static List<String> some(List<String> words, boolean test) {
        return IntStream.range(0, words.size())
                .filter(place -> (place % EVERY == EVERY - 1) == test)
                .mapToObj(words::get)
                .toList();
    }

    /** Returns the words of a split. */
    List<String> words(String split) {
        List<String> found = words.get(split);
        if (found == null) {
            throw new IllegalArgumentException("there is no split '" + split + "': they are " + TRAIN + " and " + TEST);
        }
        return found;
    }

    @Override
    public List<TaskSplit> splits() {
        return List.of(TaskSplit.of(TRAIN), TaskSplit.of(TEST));
    }

    @Override
    public int count(String split) {
        return words(split).size();
    }

    @Override
    public Object task(String split, int index) {
        int place = Objects.checkIndex(index, count(split));
        return new Task(split + "-" + place, split, place, Guess.LETTERS);
    }

    /** What is told of a task. */
    record Task(String id, String split, int index, int letters) {}
}
