package org.openenv.core.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ServerAddress;
import org.openenv.core.TaskSplit;
import org.openenv.core.wire.WireCodec;

/**
 * The tasks of an environment on a server, asked for over HTTP, beside any episode. A reset with {@link
 * org.openenv.core.TaskChoice#in} chooses one.
 *
 * <p>Safe for use by several threads. Each method waits for the answer; it throws {@link UnsupportedOperationException} where
 * the environment has no tasks, and otherwise {@link OpenEnvException} with {@code CONNECTION_LOST}, {@code INTERRUPTED},
 * {@code INVALID_ANSWER}, or {@code EXECUTION_ERROR} for what the server says.
 */
public final class Tasks {

    private static final int NOT_FOUND = 404;
    private static final int NO_TASKS = 501;

    private final ServerAddress server;
    private final ClientConfig config;
    private volatile @Nullable String name;

    Tasks(ServerAddress server, ClientConfig config) {
        this.server = server;
        this.config = config;
    }

    /**
     * Returns the parts that the tasks are in.
     *
     * @return the splits
     */
    public List<TaskSplit> splits() {
        return list(ask("splits", null)).stream().map(Tasks::split).toList();
    }

    private static TaskSplit split(Object split) {
        if (split instanceof Map<?, ?> fields && fields.get("name") instanceof String name) {
            return fields.get("type") instanceof String type ? new TaskSplit(name, type) : TaskSplit.of(name);
        }
        return TaskSplit.of(String.valueOf(split));
    }

    /**
     * Returns how many tasks there are.
     *
     * @param split the name of one of the splits
     * @return the number
     */
    public int count(String split) {
        if (field(ask("num_tasks", Map.of("split", split)), "num_tasks") instanceof Integer count) {
            return count;
        }
        throw bad();
    }

    /**
     * Returns a task.
     *
     * @param split the name of one of the splits
     * @param index its place there, from 0
     * @return the task: a map, or what else the server has for one
     * @throws IndexOutOfBoundsException if there is no such task
     */
    public Object get(String split, int index) {
        Object task = field(ask("task", Map.of("split", split, "index", index)), "task");
        if (task == null) {
            throw bad();
        }
        return task;
    }

    /**
     * Returns tasks one after another.
     *
     * @param split the name of one of the splits
     * @param start the place of the first, from 0
     * @param stop the place behind the last
     * @return the tasks; fewer where the split ends before
     */
    public List<?> range(String split, int start, int stop) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("split", split);
        body.put("start", start);
        body.put("stop", stop);
        return list(field(ask("task_range", body), "tasks"));
    }

    private @Nullable Object ask(String what, @Nullable Map<String, Object> body) {
        String known = name;
        if (known == null) {
            List<?> names = list(answer("/list_environments", null));
            if (names.isEmpty()) {
                throw bad();
            }
            known = String.valueOf(names.get(0));
            name = known;
        }
        return answer("/" + known + "/" + what, body);
    }

    private @Nullable Object answer(String path, @Nullable Map<String, Object> body) {
        URI uri;
        try {
            uri = URI.create(server.http() + path);
        } catch (IllegalArgumentException noName) { // the server's own
            throw bad();
        }
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(ServerAddress.dialable(uri)).timeout(config.requestTimeout());
            if (body != null) {
                request.header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(WireCodec.writeValue(body)));
            }
            HttpRequest signed = config.access().show(request).build();
            return read(uri, config.access().http().send(signed, HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException failure) {
            throw Failures.of(uri, config, failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OpenEnvException(ErrorCode.INTERRUPTED, "interrupted while asking for tasks", e);
        }
    }

    private @Nullable Object read(URI uri, HttpResponse<InputStream> response) throws IOException {
        String text;
        try (var body = response.body()) {
            text = new String(body.readNBytes(config.maxMessageBytes()), StandardCharsets.UTF_8);
        }
        int status = response.statusCode();
        if (status == 200) {
            return json(text);
        }
        String told = uri + " answered " + status + ": " + (text.length() <= 200 ? text : text.substring(0, 200) + "…");
        if (status == 400) {
            throw new IndexOutOfBoundsException(told);
        }
        if (status == NO_TASKS || (status == NOT_FOUND && uri.getPath().endsWith("/list_environments"))) {
            throw new UnsupportedOperationException(told);
        }
        throw new OpenEnvException(ErrorCode.EXECUTION_ERROR, told);
    }

    private static @Nullable Object json(String text) {
        try {
            return WireCodec.readValue(text);
        } catch (RuntimeException noJson) {
            throw new OpenEnvException(ErrorCode.INVALID_ANSWER, "the server's answer about tasks is no JSON", noJson);
        }
    }

    private static @Nullable Object field(@Nullable Object answer, String name) {
        return answer instanceof Map<?, ?> fields ? fields.get(name) : null;
    }

    private static List<?> list(@Nullable Object answer) {
        if (answer instanceof List<?> list) {
            return list;
        }
        throw bad();
    }

    private static OpenEnvException bad() {
        return new OpenEnvException(
                ErrorCode.INVALID_ANSWER, "the server's answer about tasks is not what was asked for");
    }
}
