package org.openenv.core.host.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.OpenEnvException;
import org.openenv.core.Workspace;
import org.openenv.core.WorkspaceFailure;
import org.openenv.core.WorkspacePath;
import org.openenv.core.host.session.Session;
import org.openenv.core.spi.FileContent;

/** What {@code {"type":"files"}} asks for on a socket. On the session's lane. */
public final class FileMessages {

    /** How much is read with one message, so that the answer stays a message. */
    private static final int MOST_READ = 4 << 20;

    private static final int USUAL_LIST = 1000;
    private static final Set<String> FIELDS =
            Set.of("op", "path", "encoded_path", "recursive", "limit", "offset", "length", "text", "base64");

    private final Map<String, @Nullable Object> data;

    private FileMessages(Map<String, @Nullable Object> data) {
        this.data = data;
    }

    /**
     * Does what is asked, and returns what is answered.
     *
     * @throws OpenEnvException if it can't be done, or makes no sense
     */
    public static Map<String, Object> answer(Map<String, @Nullable Object> data, Session<?, ?, ?> session) {
        Workspace files = session.workspace();
        for (String name : data.keySet()) {
            if (!FIELDS.contains(name)) {
                throw bad("'" + name + "' is no field of a request about files; there are " + FIELDS);
            }
        }
        FileMessages request = new FileMessages(data);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("session_id", session.id());
        answer.putAll(request.answer(files));
        return answer;
    }

    private Map<String, Object> answer(Workspace files) {
        String op = text("op", "");
        return switch (op) {
            case "session" -> Map.of();
            case "list" -> FileFields.of(files.list(path(), truth("recursive"), (int) number("limit", USUAL_LIST)));
            case "stat" -> FileFields.of(files.stat(path()));
            case "read" -> read(files);
            case "write" -> FileFields.of(files.write(path(), content()));
            case "room" -> {
                files.create(path(), number("length", 0)).close();
                yield Map.of("room", true);
            }
            case "mkdir" -> FileFields.of(files.makeFolder(path()));
            case "delete" -> {
                files.delete(path(), truth("recursive"));
                yield Map.of("deleted", true);
            }
            default ->
                throw bad("op must be one of session, list, stat, read, room, write, mkdir, delete; was '" + op + "'");
        };
    }

    private Map<String, Object> read(Workspace files) {
        int length = (int) Math.min(number("length", MOST_READ), MOST_READ);
        Workspace.Info info = files.stat(path());
        Map<String, Object> fields = new LinkedHashMap<>(FileFields.of(info));
        try (InputStream in = files.open(path(), number("offset", 0))) {
            FileContent.put(in.readNBytes(length), fields);
        } catch (IOException never) {
            throw WorkspaceFailure.FAILED.exception(String.valueOf(never.getMessage()));
        }
        return fields;
    }

    private byte[] content() {
        Object bytes = data.get("base64");
        if (bytes == null) {
            return text("text", null).getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(text("base64", null));
        } catch (IllegalArgumentException e) {
            throw bad("base64 can't be decoded: " + e.getMessage());
        }
    }

    private String path() {
        Object encoded = data.get("encoded_path");
        return encoded == null ? text("path", "") : WorkspacePath.decode(text("encoded_path", ""));
    }

    private String text(String name, @Nullable String otherwise) {
        Object value = data.get(name);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        if (value instanceof String text) {
            return text;
        }
        throw bad(name + " must be text" + (value == null ? ", and is missing" : ", was " + value));
    }

    private boolean truth(String name) {
        Object value = data.get(name);
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw bad(name + " must be true or false, was " + value);
    }

    private long number(String name, long otherwise) {
        Object value = data.get(name);
        if (value == null) {
            return otherwise;
        }
        if ((value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= 0) {
            return Math.min(((Number) value).longValue(), name.equals("limit") ? Integer.MAX_VALUE : Long.MAX_VALUE);
        }
        throw bad(name + " must be a whole number, zero or more, was " + value);
    }

    private static OpenEnvException bad(String message) {
        return WorkspaceFailure.BAD_REQUEST.exception(message);
    }
}
