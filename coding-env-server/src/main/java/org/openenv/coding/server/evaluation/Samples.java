package org.openenv.coding.server.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.openenv.coding.server.task.Tasks;
import org.openenv.coding.server.task.format.LineReader;
import org.openenv.coding.server.task.format.Task;
import org.openenv.coding.server.task.format.TaskFiles;
import org.openenv.coding.server.task.format.TaskReader;

/** A file of samples in JSON lines: {@code task_id}, and {@code completion} or {@code solution}. It is read anew each time. */
final class Samples {

    private static final int MOST_TOLD = 10;
    private static final List<String> TEXTS = List.of("completion", "solution", "submission");

    private final Path file;
    private final Tasks tasks;

    Samples(Path file, Tasks tasks) {
        this.file = file;
        this.tasks = tasks;
    }

    /**
     * Looks at each line.
     *
     * @return how many samples there are
     * @throws IllegalArgumentException if one can't be read, or is of no task; the message names the first few
     */
    int check() throws IOException {
        List<String> wrong = new ArrayList<>();
        int[] counts = new int[2];
        read(sample -> counts[0]++, complaint -> {
            counts[1]++;
            if (wrong.size() < MOST_TOLD) {
                wrong.add(complaint);
            }
        });
        if (counts[1] > 0) {
            String more = counts[1] > wrong.size() ? "; and " + (counts[1] - wrong.size()) + " more" : "";
            throw new IllegalArgumentException(counts[1] + (counts[1] == 1 ? " line of " : " lines of ") + file
                    + " can't be graded: " + String.join("; ", wrong) + more);
        }
        if (counts[0] == 0) {
            throw new IllegalArgumentException("there is no sample in " + file);
        }
        return counts[0];
    }

    /** Hands over each sample in order. */
    void forEach(Consumer<Sample> use) throws IOException {
        read(use, complaint -> {
            throw new IllegalArgumentException(complaint + "; the file has changed");
        });
    }

    private void read(Consumer<Sample> use, Consumer<String> complain) throws IOException {
        try (var lines = new LineReader(TaskFiles.open(file))) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                if (isBlank(line) && !lines.tooLong()) {
                    continue;
                }
                Sample sample;
                try {
                    sample = sample(lines, line);
                } catch (IllegalArgumentException e) {
                    complain.accept("line " + lines.number() + " " + e.getMessage());
                    continue;
                }
                use.accept(sample);
            }
        }
    }

    private Sample sample(LineReader lines, byte[] line) {
        if (lines.tooLong()) {
            throw new IllegalArgumentException("is too long for the memory there is");
        }
        return sample(lines.number(), TaskReader.json(line));
    }

    private static boolean isBlank(byte[] line) {
        for (byte one : line) {
            if (one < 0 || one > ' ') {
                return false;
            }
        }
        return true;
    }

    private Sample sample(int number, JsonNode line) {
        JsonNode id = line.path("task_id");
        if (!id.isTextual() && !id.isIntegralNumber()) {
            throw new IllegalArgumentException("needs a task_id, a string or an integer");
        }
        List<Task> found = tasks.withId(id.asText()).stream()
                .filter(task -> !line.path("split").isTextual()
                        || task.split().equals(line.path("split").asText()))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    found.isEmpty()
                            ? "is of the task '" + id.asText() + "', which is not among the tasks"
                            : "is of the task '" + id.asText() + "', which is in several splits; it needs a split");
        }
        return new Sample(number, found.get(0), text(line));
    }

    private static String text(JsonNode line) {
        for (String name : TEXTS) {
            if (line.path(name).isTextual()) {
                return line.path(name).textValue();
            }
        }
        throw new IllegalArgumentException("needs a string named " + String.join(" or ", TEXTS));
    }
}
