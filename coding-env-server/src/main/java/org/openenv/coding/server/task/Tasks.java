package org.openenv.coding.server.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import org.openenv.coding.grading.Tests;
import org.openenv.coding.server.task.format.Place;
import org.openenv.coding.server.task.format.Task;
import org.openenv.coding.server.task.format.TaskFiles;
import org.openenv.coding.server.task.format.TaskReader;
import org.openenv.core.TaskSplit;
import org.openenv.core.spi.TaskSource;

/**
 * Tasks that were read from files. What clients may list of them does not tell their tests. Safe for use by several threads.
 */
public final class Tasks implements TaskSource, AutoCloseable {

    /** Of each task some hundreds of bytes stay in memory. */
    private static final int MOST =
            (int) Math.min(10_000_000, Math.max(10_000, Runtime.getRuntime().maxMemory() / 2048));

    private static final int MOST_TOLD = 20;
    private static final int KIB = 1024;

    /** Tests are unpacked and parsed into objects while a submission is judged: all at once must fit beside the rest. */
    private static final int KIB_AT_ONCE =
            (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 4 / KIB);

    private static final int GROWTH = 4;

    private final TaskStore store = new TaskStore();
    private final Map<String, List<Entry>> splits = new LinkedHashMap<>();
    private final Map<String, Map<String, Entry>> ids = new HashMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Semaphore room = new Semaphore(KIB_AT_ONCE, true);
    private int size;
    private int lost;

    private Tasks() {}

    /** Where a task and its line lie in the store, and which of its split it is. */
    private record Entry(int index, TaskStore.Slot task, TaskStore.Slot line) {}

    /**
     * Reads tasks.
     *
     * @param from files, or folders of files
     * @param check refuses a task with an {@link IllegalArgumentException}, which leaves it out
     * @return the tasks, at least one
     * @throws IllegalArgumentException if there is no such file, or no task in them; the message says what was left out
     */
    public static Tasks read(List<Path> from, Consumer<Task> check) {
        Tasks tasks = new Tasks();
        try {
            for (Path path : from) {
                TaskFiles.read(path, tasks.new Reading(check));
            }
            if (tasks.size == 0) {
                throw new IllegalArgumentException(
                        "no task can be read from " + from + ": " + String.join("; ", tasks.leftOut()));
            }
            return tasks;
        } catch (RuntimeException | Error e) {
            tasks.close();
            throw e;
        }
    }

    /** Takes what is read. */
    private final class Reading implements TaskFiles.Listener {

        private final Consumer<Task> check;

        Reading(Consumer<Task> check) {
            this.check = check;
        }

        @Override
        public void task(Task task, byte[] line, Place place) {
            check.accept(task);
            if (size >= MOST) {
                throw new IllegalArgumentException("is one more than " + MOST + " tasks");
            }
            Map<String, Entry> known = ids.computeIfAbsent(task.split(), split -> new HashMap<>());
            if (known.containsKey(task.id())) {
                throw new IllegalArgumentException(
                        "there is a task '" + task.id() + "' before it in the split " + task.split());
            }
            List<Entry> split = splits.computeIfAbsent(task.split(), name -> new ArrayList<>());
            Entry entry = new Entry(split.size(), store.add(TaskReader.write(task)), store.add(line));
            known.put(task.id(), entry);
            split.add(entry);
            size++;
        }

        @Override
        public void leftOut(String where, String why) {
            if (leftOut.size() < MOST_TOLD) {
                leftOut.add(where + " " + why);
            }
            lost++;
        }
    }

    /**
     * Returns what could not be read.
     *
     * @return a sentence for each line or file, or for the first of them and how many more there are
     */
    public List<String> leftOut() {
        List<String> told = new ArrayList<>(leftOut);
        if (lost > told.size()) {
            told.add("and " + (lost - told.size()) + " more");
        }
        return told;
    }

    /**
     * Returns how many tasks there are in all.
     *
     * @return at least 1
     */
    public int size() {
        return size;
    }

    int lost() {
        return lost;
    }

    @Override
    public List<TaskSplit> splits() {
        return splits.keySet().stream().map(TaskSplit::of).toList();
    }

    @Override
    public int count(String split) {
        return entries(split).size();
    }

    @Override
    public Object task(String split, int index) {
        return TaskView.of(get(split, index), index);
    }

    @Override
    public Optional<Object> byId(String split, String id) {
        entries(split);
        return Optional.ofNullable(ids.getOrDefault(split, Map.of()).get(id))
                .map(entry -> TaskView.of(task(entry), entry.index()));
    }

    /**
     * Returns a task.
     *
     * @param split one of the splits
     * @param index its place there, from 0
     * @return the task
     * @throws IndexOutOfBoundsException if there are not so many
     * @throws IllegalArgumentException if there is no such split
     */
    public Task get(String split, int index) {
        List<Entry> entries = entries(split);
        return task(entries.get(Objects.checkIndex(index, entries.size())));
    }

    /**
     * Returns what a client may see of a task.
     *
     * @param task a task of these
     * @return values by name
     */
    public Map<String, Object> view(Task task) {
        return TaskView.of(task, entry(task).index());
    }

    /**
     * Returns the tasks of a name, from each split that has one.
     *
     * @param id the name
     * @return tasks, in the splits' order; possibly none
     */
    public List<Task> withId(String id) {
        return splits.keySet().stream()
                .map(split -> ids.getOrDefault(split, Map.of()).get(id))
                .filter(Objects::nonNull)
                .map(this::task)
                .toList();
    }

    /**
     * Lets the tests of a task be used. What they take is bounded for all who do so at once; who comes too many waits.
     *
     * @param task a task of these
     * @param use what is done with the tests, which it does not keep
     * @param <T> what comes of it
     * @return what comes of it
     */
    public <T> T withTests(Task task, Function<Tests, T> use) {
        Entry entry = entry(task);
        int taken = (int) Math.min(KIB_AT_ONCE, 1 + (long) entry.line.length() * GROWTH / KIB);
        room.acquireUninterruptibly(taken);
        try {
            return use.apply(TaskReader.tests(store.get(entry.line)));
        } finally {
            room.release(taken);
        }
    }

    private Entry entry(Task task) {
        return Objects.requireNonNull(
                ids.getOrDefault(task.split(), Map.of()).get(task.id()), "the task must be one of these");
    }

    private Task task(Entry entry) {
        return TaskReader.read(store.get(entry.task));
    }

    private List<Entry> entries(String split) {
        List<Entry> entries = splits.get(split);
        if (entries == null) {
            throw new IllegalArgumentException("there is no split '" + split + "'; there are " + splits.keySet());
        }
        return entries;
    }

    @Override
    public void close() {
        store.close();
    }
}
