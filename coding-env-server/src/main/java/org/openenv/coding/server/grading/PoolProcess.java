package org.openenv.coding.server.grading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.grading.CaseStatus;
import org.openenv.coding.grading.CaseVerdict;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.PythonExecutor;
import org.openenv.coding.server.python.PythonInterpreter;

/**
 * A process of the pool that answers questions, one a step. What it is asked stands on its standard input, its answer on a line that
 * begins with a nonce of this question: what it wrote before it was asked, or for another question, answers nothing.
 */
final class PoolProcess implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern HALF_WAY = Pattern.compile("(?m)^[0-9a-f]{32}$");
    private static final String GONE = "its process ended between two calls";

    private final PythonInterpreter python;
    private final Deadline deadline;
    private boolean asked;
    private Duration cpu = Duration.ZERO;
    private long peak;

    PoolProcess(PythonExecutor executor, ExecutionLimits limits, Deadline deadline) {
        this.python = executor.open(null, limits);
        this.deadline = deadline;
    }

    /**
     * What came of a question.
     *
     * @param json the answer, or {@code null} if there is none
     * @param failure why not, or {@code null}
     * @param message what to say of that
     * @param printed what it wrote before the answer, or all that it wrote where there is none
     */
    record Said(@Nullable JsonNode json, @Nullable CaseStatus failure, String message, String printed) {

        /** Whether it told, by its nonce on a line, that it had come half way. */
        boolean isHalfWay() {
            return HALF_WAY.matcher(printed).find();
        }
    }

    Said ask(String code, ObjectNode question) {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String nonce = HexFormat.of().formatHex(random);
        CodeExecResult ran = run(new Program(code, PlainData.ascii(question.put("nonce", nonce)), false));
        if (asked && ran.stateLost() && ran.cause() == ExitCause.EXCEPTION) {
            return new Said(null, CaseStatus.CRASHED, GONE, "");
        }
        asked = true;
        String output = ran.stdout();
        CaseStatus ended = failure(ran);
        if (ended != null && ended != CaseStatus.RUNTIME_ERROR) {
            return new Said(null, ended, Told.of(ran), output);
        }
        int mark = output.lastIndexOf("\n" + nonce + " ");
        JsonNode answer = mark < 0 ? null : answer(output, mark + nonce.length() + 2);
        if (answer != null) {
            return new Said(answer, null, "", output.substring(0, mark));
        }
        if (ran.truncated()) {
            return new Said(null, CaseStatus.OUTPUT_LIMIT, "its output is more than what is kept", output);
        }
        return new Said(null, CaseStatus.CRASHED, "it ended without an answer: " + Told.of(ran), output);
    }

    CodeExecResult run(Program program) {
        CodeExecResult ran = python.run(program, deadline.left());
        cpu = cpu.plus(ran.usage().user()).plus(ran.usage().system());
        peak = Math.max(peak, ran.usage().peakMemoryBytes());
        return ran;
    }

    /** What a program's end alone says against it, or {@code null}. */
    static @Nullable CaseStatus failure(CodeExecResult ran) {
        return switch (ran.cause()) {
            case EXITED -> ran.exitCode() == 0 ? null : CaseStatus.RUNTIME_ERROR;
            case EXCEPTION -> Told.memory(ran) ? CaseStatus.MEMORY_LIMIT : CaseStatus.RUNTIME_ERROR;
            case SYNTAX_ERROR, DISK_LIMIT, PROCESS_LIMIT -> CaseStatus.RUNTIME_ERROR;
            case TIMEOUT -> CaseStatus.TIMEOUT;
            case MEMORY_LIMIT -> CaseStatus.MEMORY_LIMIT;
            case OUTPUT_LIMIT -> CaseStatus.OUTPUT_LIMIT;
            case INTERRUPTED, SIGNAL, CRASHED, CLOSED -> CaseStatus.CRASHED;
        };
    }

    private static @Nullable JsonNode answer(String stdout, int from) {
        int end = stdout.indexOf('\n', from);
        if (end < 0) {
            return null;
        }
        try {
            JsonNode read = PlainData.JSON.readTree(stdout.substring(from, end));
            return read != null && read.isObject() ? read : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    CaseVerdict verdict(String name, CaseStatus status, String message) {
        return new CaseVerdict(name, status, message, null, null, Duration.ZERO, cpu, peak);
    }

    @Override
    public void close() {
        python.close();
    }
}
