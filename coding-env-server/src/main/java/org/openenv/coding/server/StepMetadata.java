package org.openenv.coding.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ProgramError;
import org.openenv.coding.server.python.PythonExecutor;
import org.openenv.coding.server.python.ResourceUsage;
import org.openenv.coding.server.transform.CodeQualityTransform;

/** What a step's metadata says about the program that ran: plain maps, lists, text and numbers. */
final class StepMetadata {

    private StepMetadata() {}

    static Map<String, Object> of(String code, CodeExecResult ran, boolean seeded, StepDetails details) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        if (details.lastCode() && code.length() <= StepDetails.LONGEST_CODE) {
            metadata.put("last_code", code);
        }
        metadata.put("cause", ran.cause().wireName());
        if (ran.result() != null) {
            metadata.put("result", ran.result());
        }
        if (ran.error() != null) {
            metadata.put("error", error(ran.error()));
        }
        if (ran.syntaxError()) {
            metadata.put(CodeQualityTransform.SYNTAX_ERROR, true);
        }
        if (details.usage()) {
            metadata.put("usage", usage(ran.usage()));
        }
        if (ran.truncated()) {
            metadata.put("truncated", true);
            metadata.put("stdout_bytes", ran.stdoutBytes());
            metadata.put("stderr_bytes", ran.stderrBytes());
        }
        ShownMetadata.add(metadata, ran.shown());
        if (ran.stateLost()) {
            metadata.put("state_lost", true);
        }
        if (seeded) {
            metadata.put("seed_applied", ran.seedApplied());
            if (ran.seedApplied()) {
                metadata.put("hash_seed", PythonExecutor.HASH_SEED);
            }
        }
        return metadata;
    }

    private static Map<String, Object> error(ProgramError error) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", error.type());
        map.put("message", error.message());
        if (error.line() != null) {
            map.put("line", error.line());
        }
        List<Map<String, Object>> frames =
                error.frames().stream().map(StepMetadata::frame).toList();
        map.put("frames", frames);
        if (!error.refusedCalls().isEmpty()) {
            map.put("refused_calls", error.refusedCalls());
        }
        return map;
    }

    private static Map<String, Object> frame(ProgramError.Frame frame) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", frame.file());
        map.put("line", frame.line());
        map.put("function", frame.function());
        return map;
    }

    private static Map<String, Object> usage(ResourceUsage usage) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("wall_s", seconds(usage.wall()));
        map.put("user_s", seconds(usage.user()));
        map.put("system_s", seconds(usage.system()));
        map.put("peak_memory_bytes", usage.peakMemoryBytes());
        return map;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
