package org.openenv.coding.server.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.PythonInterpreter;
import org.openenv.coding.server.python.worker.WorkerConfig;
import org.openenv.coding.server.python.worker.WorkerExecutor;

/** What a step is compared with: the same Python without a server, in this process or as a plain process. */
final class References implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ExecutionLimits LIMITS = ExecutionLimits.defaults();
    private static final String FILL_PIPE = """
            import sys
            for line in sys.stdin:
                sys.stdout.write('x' * int(line) + '\\n')
                sys.stdout.flush()
            """;

    private final WorkerExecutor pooled = WorkerExecutor.start(WorkerConfig.defaults());
    private final WorkerExecutor single =
            WorkerExecutor.start(WorkerConfig.defaults().withPool(1));

    /** A program run by a worker, with no host before it: the executor's floor. */
    Operation exchange(String code) throws IOException {
        PythonInterpreter interpreter = pooled.open(null, LIMITS);
        return new Operation() {
            @Override
            public void perform() throws IOException {
                CodeExecResult result = interpreter.run(code, TIMEOUT);
                if (result.stateLost()) {
                    throw new RefusedException("worker lost", result.toString());
                }
            }

            @Override
            public void close() {
                interpreter.close();
            }
        };
    }

    /** A worker forked, sandboxed, connected to and ended: there is no pool to take it from but one being made. */
    Operation fork() {
        return () -> single.open(null, LIMITS).close();
    }

    /** A program run by a Python started for it, isolated by nothing. */
    Operation process(String code) {
        return () -> runPlain(code);
    }

    /** A file run by a Python started for it, isolated by nothing, that reads something: as {@code subprocess.run([python3, file])}. */
    Operation script(Path file, String stdin) {
        return () -> {
            Process process = new ProcessBuilder(List.of(executable(), file.toString())).start();
            process.getOutputStream().write(stdin.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            process.getInputStream().readAllBytes();
            if (exitCode(process) != 0) {
                throw new RefusedException("exit code", process.exitValue() + " of a plain Python");
            }
        };
    }

    /** Runs a program in a plain Python and returns what it printed. */
    String runPlain(String code) throws IOException {
        Process process = python(code);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (exitCode(process) != 0) {
            throw new RefusedException("exit code", process.exitValue() + " of a plain Python");
        }
        return output;
    }

    /** So many bytes copied from a plain Python through a pipe. */
    Operation pipe(int bytes) throws IOException {
        Process process = python(FILL_PIPE);
        byte[] order = ((bytes - 1) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] copy = new byte[bytes];
        DataInputStream output = new DataInputStream(process.getInputStream());
        return new Operation() {
            @Override
            public void perform() throws IOException {
                process.getOutputStream().write(order);
                process.getOutputStream().flush();
                output.readFully(copy);
            }

            @Override
            public void close() {
                process.destroy();
            }
        };
    }

    private Process python(String code) throws IOException {
        return new ProcessBuilder(List.of(executable(), "-I", "-S", "-c", code)).start();
    }

    /** Returns the interpreter that the workers are forked from. */
    private String executable() {
        String described = pooled.python();
        return described.substring(described.lastIndexOf('(') + 1, described.lastIndexOf(')'));
    }

    private static int exitCode(Process process) throws IOException {
        try {
            if (process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new IOException("a plain Python took more than " + TIMEOUT);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        } finally {
            process.destroy();
        }
    }

    /** Says what ran the programs. */
    String description() {
        return pooled.python() + ", " + pooled.guards().rung();
    }

    @Override
    public void close() {
        pooled.close();
        single.close();
    }
}
