package org.openenv.coding.server.python.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.openenv.coding.server.python.ExitCause;

/**
 * How a worker ended, as its parent saw it: it alone waits for workers, so a program can't forge this.
 *
 * @param status what wait(2) said
 * @param facts evidence of why
 * @param stdout what the program wrote last, as far as it is kept
 * @param stderr what it wrote last to standard error
 */
record WorkerExit(int status, JsonNode facts, String stdout, String stderr) {

    private static final int SIGKILL = 9;
    private static final int SIGXCPU = 24;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** When nobody was left to say: the zygote died too. */
    static WorkerExit unknown() {
        return new WorkerExit(SIGKILL, JSON.createObjectNode().put("unknown", true), "", "");
    }

    /** Reads the facts. */
    static WorkerExit of(int status, String facts, byte[] out, byte[] err) throws IOException {
        return new WorkerExit(
                status,
                JSON.readTree(facts),
                new String(out, StandardCharsets.UTF_8),
                new String(err, StandardCharsets.UTF_8));
    }

    WorkerExit withoutOutput() {
        return new WorkerExit(status, facts, "", "");
    }

    int signal() {
        return status & 0x7f;
    }

    boolean wasKilled() {
        return signal() == SIGKILL;
    }

    int exitCode() {
        return signal() == 0 ? (status >> 8) & 0xff : 128 + signal();
    }

    /**
     * Why it ended, as far as there is evidence: a signal alone is none, for a program can send itself any. A limit may
     * also have struck a process that the program started, so it counts only where the worker itself was killed.
     */
    ExitCause cause() {
        if (fact("unknown")) {
            return ExitCause.CRASHED;
        }
        if ((signal() == SIGXCPU && fact("cpu_soft")) || (signal() == SIGKILL && fact("cpu_hard"))) {
            return ExitCause.TIMEOUT;
        }
        if (signal() != SIGKILL) {
            return signal() == 0 ? ExitCause.EXITED : ExitCause.SIGNAL;
        }
        return fact("oom") ? ExitCause.MEMORY_LIMIT : ExitCause.SIGNAL;
    }

    private boolean fact(String name) {
        return facts.path(name).asBoolean();
    }

    long stdoutBytes() {
        return facts.path("out_total").asLong();
    }

    long stderrBytes() {
        return facts.path("err_total").asLong();
    }

    boolean cut() {
        return fact("cut");
    }

    long userMicros() {
        return facts.path("user_us").asLong();
    }

    long systemMicros() {
        return facts.path("system_us").asLong();
    }

    long peakBytes() {
        return facts.path("peak_bytes").asLong();
    }
}
