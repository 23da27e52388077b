package org.openenv.coding.server.door;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What SandboxFusion's {@code /run_code} is asked: what is said of compiling is no matter for Python, and fields that nobody knows are
 * overlooked, as there.
 *
 * @param code a script
 * @param stdin what it reads, or {@code null} for nothing
 * @param runTimeout how long it may take
 * @param memoryBytes how much memory it may have; zero for what the server allows
 * @param files what lies in its folder, in base64 by path
 * @param fetchFiles which files come back
 */
record RunCodeRequest(
        String code,
        @Nullable String stdin,
        Duration runTimeout,
        long memoryBytes,
        Map<String, String> files,
        List<String> fetchFiles) {

    private static final double USUAL_SECONDS = 10;
    private static final double MOST_SECONDS = 86_400;
    private static final long MIB = 1 << 20;

    /** SandboxFusion leaves out files of such a name. */
    private static final String IGNORED = "IGNORE_THIS_FILE";

    /**
     * Reads a request.
     *
     * @throws org.openenv.core.OpenEnvException with {@code VALIDATION_ERROR} and what is wrong, field by field
     */
    static RunCodeRequest read(JsonNode json) {
        BodyFields fields = new BodyFields(json);
        String code = fields.text("code", true);
        String language = json.has("language") ? fields.text("language", true) : "python";
        if (language != null && !language.equals("python")) {
            fields.wrong("language", "literal_error", "Input should be 'python': this server runs no other language");
        }
        fields.number("compile_timeout", USUAL_SECONDS);
        double seconds = fields.number("run_timeout", USUAL_SECONDS);
        double memory = fields.number("memory_limit_MB", -1);
        Map<String, String> files = files(fields);
        List<String> fetched = fetched(fields);
        String stdin = fields.text("stdin", false);
        fields.refuseIfWrong();
        return new RunCodeRequest(
                String.valueOf(code),
                stdin,
                Duration.ofNanos(Math.max(1_000_000, (long) (Math.min(seconds, MOST_SECONDS) * 1e9))),
                memory > 0 ? ((long) Math.min(memory, 1 << 20)) * MIB : 0,
                files,
                fetched);
    }

    private static Map<String, String> files(BodyFields fields) {
        Map<String, String> files = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> file : fields.object("files").properties()) {
            if (file.getValue().isTextual() && !file.getKey().contains(IGNORED)) {
                files.put(file.getKey(), file.getValue().textValue());
            } else if (!file.getValue().isNull() && !file.getValue().isTextual()) {
                fields.wrong("files", "string_type", "Input should be a valid string for " + file.getKey());
            }
        }
        return files;
    }

    private static List<String> fetched(BodyFields fields) {
        List<String> fetched = new ArrayList<>();
        for (JsonNode path : fields.array("fetch_files")) {
            if (path.isTextual()) {
                fetched.add(path.textValue());
            } else {
                fields.wrong("fetch_files", "string_type", "Input should be a valid string");
            }
        }
        return fetched;
    }
}
