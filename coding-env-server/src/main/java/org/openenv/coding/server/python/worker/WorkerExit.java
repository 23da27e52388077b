package org.openenv.coding.server.python.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.openenv.coding.server.python.ExitCause;

/**
 * How a worker ended, as the zygote saw it: it alone waits for workers, so a program can't forge this.
 *
 * @param status what wait(2) said
 * @param facts evidence of why, and what the program wrote last
 */
record WorkerExit(int status, JsonNode facts) {

    private static final int SIGKILL = 9;
    private static final int SIGXCPU = 24;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** When nobody was left to say: the zygote died too. */
    static WorkerExit unknown() {
        return new WorkerExit(SIGKILL, JSON.createObjectNode().put("unknown", true));
    }

    /** Reads the rest of a line {@code X id status facts}. */
    static WorkerExit parse(String status, String facts) throws IOException {
        return new WorkerExit(Integer.parseInt(status), JSON.readTree(facts));
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

    /** A limit may also have struck a process that the program started, so it counts only where we know of no exit. */
    ExitCause cause() {
        if (fact("unknown")) {
            return ExitCause.CRASHED;
        }
        if (signal() == SIGXCPU || (signal() == SIGKILL && fact("cpu"))) {
            return ExitCause.TIMEOUT;
        }
        if (signal() != SIGKILL) {
            return signal() == 0 ? ExitCause.EXITED : ExitCause.SIGNAL;
        }
        if (fact("oom")) {
            return ExitCause.MEMORY_LIMIT;
        }
        return fact("pids") ? ExitCause.PROCESS_LIMIT : ExitCause.SIGNAL;
    }

    private boolean fact(String name) {
        return facts.path(name).asBoolean();
    }

    String stdout() {
        return text("out");
    }

    String stderr() {
        return text("err");
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

    private String text(String name) {
        var value = facts.path(name).asText("");
        return value.isEmpty() ? "" : new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    }
}
