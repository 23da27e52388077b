package org.openenv.coding.server.task.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openenv.coding.grading.GradeOptions;
import org.openenv.coding.grading.Tests;
import org.openenv.coding.server.grading.Fields;
import org.openenv.coding.server.grading.GradeJson;

/** Understands one line of a tasks file, whosever format it is in. */
public final class TaskReader {

    private TaskReader() {}

    /**
     * Reads a task, and makes sure that its tests can be read too.
     *
     * @param line the line
     * @param place where it stands; gives the task an id and a split if it has none
     * @return the task
     * @throws IllegalArgumentException if it can't be read; the message says why
     */
    public static Task task(byte[] line, Place place) {
        ObjectNode ours = Format.ours(BoundedJson.read(line));
        Task task = task(ours, place);
        GradeJson.tests(ours.path("tests"));
        GradeJson.options(ours.path("options"));
        return task;
    }

    /**
     * Reads how a task's tests are carried out.
     *
     * @param task the task
     * @return its options, the usual ones where it has none
     */
    public static GradeOptions options(Task task) {
        return GradeJson.options(BoundedJson.read(task.options(), "options"));
    }

    /**
     * Reads the tests of a line.
     *
     * @param line the line
     * @return at least one test
     * @throws IllegalArgumentException if they can't be read
     */
    public static Tests tests(byte[] line) {
        return GradeJson.tests(Format.ours(BoundedJson.read(line)).path("tests"));
    }

    /**
     * Reads a line of any JSON, which may be large.
     *
     * @param line the line
     * @return its value
     * @throws IllegalArgumentException if it is no JSON, or too much of it
     */
    public static JsonNode json(byte[] line) {
        return BoundedJson.read(line);
    }

    /**
     * Returns an object to be written.
     *
     * @return one without fields
     */
    public static ObjectNode object() {
        return BoundedJson.MAPPER.createObjectNode();
    }

    /**
     * Writes a task to be read again.
     *
     * @param task the task
     * @return its bytes
     */
    public static byte[] write(Task task) {
        try {
            return BoundedJson.MAPPER.writeValueAsBytes(task);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("can't be written: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @param written the bytes
     * @return the task
     */
    public static Task read(byte[] written) {
        try {
            return BoundedJson.MAPPER.readValue(written, Task.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Task task(ObjectNode ours, Place place) {
        Fields fields = new Fields(ours, "the task");
        fields.array("tests");
        fields.textOrNull("solution");
        String id = Format.id(ours, "id");
        if (id == null && !ours.path("id").isMissingNode() && !ours.path("id").isNull()) {
            throw new IllegalArgumentException("id must be a string or an integer");
        }
        fields.anyOrNull("id");
        Double difficulty = ours.hasNonNull("difficulty") ? fields.number("difficulty", 0) : null;
        fields.anyOrNull("difficulty");
        Task task = new Task(
                id == null ? place.id() : id,
                fields.text("split", place.split()),
                fields.text("prompt"),
                fields.text("starter_code", ""),
                fields.textOrNull("entry_point"),
                fields.textOrNull("group"),
                difficulty,
                fields.text("prefix", ""),
                limits(fields.anyOrNull("limits")),
                fields.anyOrNull("options").toString(),
                fields.integer("max_attempts", 0));
        fields.refuseOthers();
        return task;
    }

    private static Map<String, Object> limits(JsonNode limits) {
        Map<String, Object> named = new LinkedHashMap<>();
        if (!limits.isObject() && !limits.isNull()) {
            throw new IllegalArgumentException("limits must be a JSON object, was " + limits.getNodeType());
        }
        for (Map.Entry<String, JsonNode> one : limits.properties()) {
            if (!one.getValue().isNumber()) {
                throw new IllegalArgumentException("the limit " + one.getKey() + " must be a number");
            }
            named.put(one.getKey(), one.getValue().numberValue());
        }
        return named;
    }
}
