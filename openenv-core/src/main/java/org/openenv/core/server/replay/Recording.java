package org.openenv.core.server.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.core.OpenEnvException;
import org.openenv.core.wire.WireCodec;

/**
 * An episode as {@code --trajectories} writes it: a reset, if it began with one, and its steps, in order. Immutable.
 *
 * @param environment the environment's name
 * @param lines what was asked and answered
 */
public record Recording(String environment, List<Line> lines) {

    /**
     * One request and its answer.
     *
     * @param number its line in the file, from 1
     * @param isReset whether it is a reset, otherwise a step
     * @param action a step's action, as fields
     * @param options what was asked besides
     * @param answer {@code observation}, {@code reward}, {@code done}, {@code metadata}; or {@code error}, its code
     */
    public record Line(
            int number,
            boolean isReset,
            Map<String, Object> action,
            Map<String, Object> options,
            Map<String, @Nullable Object> answer) {}

    /** Copies. */
    public Recording {
        lines = List.copyOf(lines);
    }

    /**
     * Reads a file.
     *
     * @param file a file of JSON lines
     * @return the episode
     * @throws IOException if it can't be read
     * @throws IllegalArgumentException if it is no such file; the message says which line is not
     */
    public static Recording read(Path file) throws IOException {
        List<Line> lines = new ArrayList<>();
        String environment = "";
        int number = 0;
        for (String text : Files.readAllLines(file)) {
            number++;
            Map<String, @Nullable Object> fields = fields(text, number);
            if (fields.get("forked_from") != null && lines.isEmpty()) {
                throw new IllegalArgumentException(
                        "this episode is a copy of another, and begins where that one was: replay that one's file");
            }
            environment = String.valueOf(fields.get("environment"));
            lines.add(line(fields, number));
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("the file is empty");
        }
        return new Recording(environment, lines);
    }

    private static Line line(Map<String, @Nullable Object> fields, int number) {
        Object kind = fields.get("kind");
        if (!"reset".equals(kind) && !"step".equals(kind)) {
            throw new IllegalArgumentException("line " + number + " is neither a reset nor a step: kind is " + kind);
        }
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        if (fields.get("error") != null) {
            answer.put("error", fields.get("error"));
        } else {
            for (String name : List.of("observation", "reward", "done", "metadata")) {
                answer.put(name, fields.get(name));
            }
        }
        return new Line(number, "reset".equals(kind), map(fields, "action"), map(fields, "options"), answer);
    }

    private static Map<String, @Nullable Object> fields(String text, int number) {
        try {
            if (WireCodec.readValue(text) instanceof Map<?, ?> map) {
                return named(map);
            }
        } catch (OpenEnvException noJson) { // told below
        }
        throw new IllegalArgumentException("line " + number + " is no JSON object; was it cut off?");
    }

    private static Map<String, Object> map(Map<String, @Nullable Object> fields, String name) {
        Map<String, Object> found = new LinkedHashMap<>();
        if (fields.get(name) instanceof Map<?, ?> map) {
            named(map).forEach((key, value) -> {
                if (value != null) {
                    found.put(key, value);
                }
            });
        }
        return found;
    }

    private static Map<String, @Nullable Object> named(Map<?, ?> map) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        map.forEach((key, value) -> fields.put(String.valueOf(Objects.requireNonNull(key)), value));
        return fields;
    }
}
