package org.openenv.coding.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.Workspace;
import org.openenv.core.spi.FileContent;

/**
 * Small files that travel with a reset or a step, and whether a step tells what it has done to files.
 *
 * @param brought what is put into the workspace before, by path
 * @param wanted the paths of what is sent back after the step
 * @param tellChanges whether the step's metadata tells which files it has changed
 */
record StepFiles(Map<String, byte[]> brought, List<String> wanted, boolean tellChanges) {

    static final String FILES = "files";
    static final String FETCH = "fetch_files";
    static final String CHANGED = "files_changed";

    private static final StepFiles NONE = new StepFiles(Map.of(), List.of(), false);
    private static final int MOST_WANTED = 100;

    /** How many bytes are sent back with a step: metadata stands twice in an answer. */
    private static final long MOST_SENT = 1 << 20;

    /** Reads what a reset brings along, and whether its steps tell changes. */
    static StepFiles ofReset(Extras extras) {
        return new StepFiles(brought(extras.get(FILES)), List.of(), extras.truth(CHANGED, false));
    }

    /** Reads what a step brings along and wants back. */
    static StepFiles ofStep(Extras extras, boolean tellChanges) {
        return new StepFiles(brought(extras.get(FILES)), wanted(extras.get(FETCH)), extras.truth(CHANGED, tellChanges));
    }

    /** What a step has that asks for nothing. */
    static StepFiles none() {
        return NONE;
    }

    private static Map<String, byte[]> brought(@Nullable Object asked) {
        if (asked == null) {
            return Map.of();
        }
        if (!(asked instanceof Map<?, ?> files)) {
            throw bad("files must be an object of contents by path, was " + asked);
        }
        Map<String, byte[]> brought = new LinkedHashMap<>();
        files.forEach((path, content) -> brought.put(String.valueOf(path), content(path, content)));
        return brought;
    }

    private static byte[] content(Object path, @Nullable Object content) {
        if (content instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (content instanceof Map<?, ?> fields && fields.size() == 1) {
            if (fields.get("text") instanceof String text) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
            if (fields.get("base64") instanceof String encoded) {
                return decoded(path, encoded);
            }
        }
        throw bad("files: the content of '" + path + "' must be text, {\"text\": …} or {\"base64\": …}");
    }

    private static byte[] decoded(Object path, String encoded) {
        try {
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw bad("files: the base64 of '" + path + "' can't be decoded: " + e.getMessage());
        }
    }

    private static List<String> wanted(@Nullable Object asked) {
        if (asked == null) {
            return List.of();
        }
        if (!(asked instanceof List<?> paths) || paths.size() > MOST_WANTED) {
            throw bad("fetch_files must be a list of at most " + MOST_WANTED + " paths");
        }
        List<String> wanted = new ArrayList<>();
        for (Object path : paths) {
            if (!(path instanceof String text)) {
                throw bad("fetch_files must be a list of paths, has " + path);
            }
            wanted.add(text);
        }
        return wanted;
    }

    private static OpenEnvException bad(String message) {
        return new OpenEnvException(ErrorCode.VALIDATION_ERROR, message);
    }

    void bring(Workspace files) {
        brought.forEach(files::write);
    }

    /** What is sent back, by path: {@code text} or {@code base64}, or {@code error} and {@code reason}. */
    Map<String, Object> fetched(Workspace files) {
        Map<String, Object> fetched = new LinkedHashMap<>();
        long left = MOST_SENT;
        for (String path : wanted) {
            Map<String, Object> fields = new LinkedHashMap<>();
            try {
                long size = files.stat(path).size();
                fields.put("size", size);
                if (size > left) {
                    fields.put(
                            "error", "more than the " + MOST_SENT + " bytes that come with a step; fetch it by itself");
                    fields.put("reason", "too_large");
                } else {
                    byte[] content = files.read(path);
                    left -= content.length;
                    FileContent.put(content, fields);
                }
            } catch (OpenEnvException failure) {
                fields.put("error", String.valueOf(failure.getMessage()));
                fields.put("reason", String.valueOf(failure.details().get("reason")));
            }
            fetched.put(path, fields);
        }
        return fetched;
    }
}
