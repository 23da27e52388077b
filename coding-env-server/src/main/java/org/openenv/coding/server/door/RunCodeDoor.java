package org.openenv.coding.server.door;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.CapacityException;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.ProgramOption;
import org.openenv.coding.server.python.PythonExecutor;
import org.openenv.coding.server.python.PythonInterpreter;
import org.openenv.coding.server.python.PythonUnavailableException;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.Workspace;
import org.openenv.core.spi.DoorAnswer;
import org.openenv.core.spi.DoorRequest;

/** {@code POST /run_code} as SandboxFusion answers it: one script, in a process of the pool that ends with it. */
final class RunCodeDoor {

    private static final int GATEWAY_TIMEOUT = 504;
    private static final int MOST_WAITING = 1024;
    private static final int FIRST_SIGNAL = 128;

    /** SandboxFusion's clients ask again after a 504, and wait some time longer than the program may run. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What comes back in all, in bytes before base64. */
    private static final long MOST_FETCHED = 64L << 20;

    private final Supplier<PythonExecutor> executor;
    private final Supplier<ExecutionLimits> most;
    private final Gate gate =
            new Gate(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()), MOST_WAITING, PATIENCE);

    RunCodeDoor(Supplier<PythonExecutor> executor, Supplier<ExecutionLimits> most) {
        this.executor = executor;
        this.most = most;
    }

    DoorAnswer answer(DoorRequest asked) {
        RunCodeRequest request = RunCodeRequest.read(Body.json(asked));
        try {
            ObjectNode answer = gate.pass(() -> run(request));
            return answer == null ? busy("Too many programs wait.") : DoorAnswer.json(answer.toString());
        } catch (CapacityException full) {
            return busy(String.valueOf(full.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OpenEnvException(ErrorCode.INTERRUPTED, "The request was given up.", e);
        }
    }

    private static DoorAnswer busy(String why) {
        String detail = Body.object().put("detail", why).toString();
        return new DoorAnswer(GATEWAY_TIMEOUT, "application/json", detail);
    }

    private ObjectNode run(RunCodeRequest request) {
        ObjectNode answer = Body.object().put("status", "Success").put("message", "");
        answer.putNull("compile_result");
        answer.putNull("run_result");
        answer.put("executor_pod_name", System.getenv("MY_POD_NAME"));
        ObjectNode files = answer.putObject("files");
        try (PythonInterpreter python = executor.get().open(null, limits(request))) {
            write(request.files(), python);
            CodeExecResult ran = python.run(
                    new Program(
                            request.code(),
                            request.stdin(),
                            true,
                            request.fetchFiles().isEmpty() ? Set.of() : Set.of(ProgramOption.KEEPS_FILES)),
                    timeout(request));
            boolean late = ran.cause() == ExitCause.TIMEOUT;
            int code = returnCode(ran);
            answer.put("status", late || code != 0 ? "Failed" : "Success");
            ObjectNode result = answer.putObject("run_result")
                    .put("status", late ? "TimeLimitExceeded" : "Finished")
                    .put("execution_time", ran.usage().wall().toNanos() / 1e9);
            result.put("return_code", late ? null : (Integer) code);
            result.put("stdout", ran.stdout()).put("stderr", ran.stderr());
            fetch(request, python, files);
        } catch (OpenEnvException | PythonUnavailableException | IllegalArgumentException failure) {
            answer.put("status", "SandboxError").put("message", String.valueOf(failure.getMessage()));
        }
        return answer;
    }

    /** As Python's subprocess has it: below zero where a signal ended it. */
    private static int returnCode(CodeExecResult ran) {
        boolean killed = switch (ran.cause()) {
            case SIGNAL, MEMORY_LIMIT -> ran.exitCode() > FIRST_SIGNAL;
            default -> false;
        };
        return killed ? FIRST_SIGNAL - ran.exitCode() : ran.exitCode();
    }

    private Duration timeout(RunCodeRequest request) {
        Duration longest = most.get().stepTimeout();
        return request.runTimeout().compareTo(longest) < 0 ? request.runTimeout() : longest;
    }

    private ExecutionLimits limits(RunCodeRequest request) {
        ExecutionLimits limits = most.get();
        return request.memoryBytes() == 0
                ? limits
                : limits.withMemoryBytes(request.memoryBytes()).atMost(limits);
    }

    private static void write(Map<String, String> files, PythonInterpreter python) {
        if (!files.isEmpty()) {
            Workspace workspace = python.workspace();
            files.forEach((path, content) ->
                    workspace.write(path, Base64.getMimeDecoder().decode(content)));
        }
    }

    private static void fetch(RunCodeRequest request, PythonInterpreter python, ObjectNode files) {
        long left = MOST_FETCHED;
        for (String path : request.fetchFiles()) {
            byte[] content = content(python.workspace(), path, left);
            if (content != null) {
                left -= content.length;
                files.put(path, Base64.getEncoder().encodeToString(content));
            }
        }
    }

    /** A file's bytes; {@code null} where there is none, or it can't be had, as SandboxFusion leaves it out. */
    private static byte @Nullable [] content(Workspace workspace, String path, long left) {
        try {
            Workspace.Info info = workspace.stat(path);
            return info.kind() == Workspace.Kind.FILE && info.size() <= left ? workspace.read(path) : null;
        } catch (OpenEnvException none) {
            return null;
        }
    }
}
