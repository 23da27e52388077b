package org.openenv.coding.server.python.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openenv.coding.server.python.ExecutionLimits;

/** What is sent to a fresh interpreter: our Python modules and how to run programs, so that nothing lies on disk. */
final class Bundle {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Modules that programs use most: imported once, shared by all. */
    private static final List<String> WARM = words(
            "abc argparse ast asyncio base64 bisect calendar collections concurrent.futures contextlib copy csv",
            "dataclasses datetime decimal enum fractions functools glob hashlib heapq inspect io itertools json",
            "linecache logging math operator os pathlib pickle pprint queue random re secrets shutil signal",
            "statistics string struct subprocess tempfile textwrap threading time timeit traceback types typing",
            "unicodedata uuid warnings weakref zlib");

    /** What libraries read to learn how many threads they may start. */
    private static final List<String> ONE_THREAD =
            words("OPENBLAS_NUM_THREADS OMP_NUM_THREADS MKL_NUM_THREADS BLIS_NUM_THREADS NUMEXPR_NUM_THREADS");

    /** The home that an interpreter starts with: the modules that the server's user has at home are not for programs. */
    static final String NOBODYS_HOME = "/nonexistent";

    private Bundle() {}

    /** The first code of the interpreter, as the text of an argument. */
    static String boot() {
        return Sources.boot();
    }

    /** The length and the JSON that {@code boot} reads. */
    static byte[] bytes(WorkerConfig config, Flavour flavour, int number) {
        try {
            byte[] json = JSON.writeValueAsBytes(
                    Map.of("modules", Sources.modules(), "config", settings(config, flavour, number)));
            return ByteBuffer.allocate(Integer.BYTES + json.length)
                    .putInt(json.length)
                    .put(json)
                    .array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The environment of programs, with which the interpreter is started too, so that its own variables have their effect:
     * enough to find programs and to speak UTF-8, one heap and one thread for libraries that would take one of each for
     * every core of the machine, and what the operator sets. Nothing of ours.
     */
    static Map<String, String> environment(WorkerConfig config) {
        var variables = new HashMap<>(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "LANG", "C.UTF-8"));
        variables.put("MALLOC_ARENA_MAX", "1");
        ONE_THREAD.forEach(name -> variables.put(name, "1"));
        variables.putAll(config.environment());
        return variables;
    }

    static Map<String, Object> limits(ExecutionLimits limits) {
        return Map.of(
                "cpu_seconds", (limits.cpuTime().toMillis() + 999) / 1000,
                "memory_bytes", limits.memoryBytes(),
                "processes", limits.processes(),
                "open_files", limits.openFiles(),
                "file_bytes", limits.fileBytes(),
                "disk_bytes", limits.diskBytes(),
                "output_bytes", limits.outputBytes());
    }

    private static Map<String, Object> settings(WorkerConfig config, Flavour flavour, int number) {
        var settings = new HashMap<String, Object>();
        settings.put("number", number);
        settings.put("mode", config.sandbox().wireName());
        settings.put("network", config.network());
        settings.put("mounts", mounts(config.mounts()));
        settings.put("etc", config.etc());
        settings.put("limits", limits(config.limits()));
        settings.put("pool", config.pool());
        settings.put("python_env", flavour.environment());
        settings.put("program_env", environment(config));
        settings.put("preload", preload(config));
        settings.put("required", config.preload());
        settings.put("temp_dir", System.getProperty("java.io.tmpdir", "/tmp"));
        return settings;
    }

    private static List<List<String>> mounts(List<Mount> mounts) {
        return mounts.stream()
                .map(mount -> List.of(mount.host().toString(), mount.inside().toString(), "ro"))
                .toList();
    }

    private static List<String> preload(WorkerConfig config) {
        return Stream.concat(WARM.stream(), config.preload().stream()).toList();
    }

    private static List<String> words(String... lines) {
        return List.of(String.join(" ", lines).split(" ", -1));
    }
}
