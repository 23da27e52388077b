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

    private static final ObjectMapper JSON = new ObjectMapper();

    /** When nobody was left to say: the zygote died too. */
    static WorkerExit unknown() {
        return new WorkerExit(9, JSON.createObjectNode());
    }

    /** Reads the rest of a line {@code X sid status facts}. */
    static WorkerExit parse(String status, String facts) throws IOException {
        return new WorkerExit(Integer.parseInt(status), JSON.readTree(facts));
    }

    int signal() {
        return status & 0x7f;
    }

    int exitCode() {
        return signal() == 0 ? (status >> 8) & 0xff : 128 + signal();
    }

    ExitCause cause() {
        if (facts.path("oom").asBoolean()) {
            return ExitCause.MEMORY_LIMIT;
        }
        if (facts.path("pids").asBoolean()) {
            return ExitCause.PROCESS_LIMIT;
        }
        if (facts.path("disk").asBoolean()) {
            return ExitCause.DISK_LIMIT;
        }
        if (facts.path("cpu").asBoolean() || signal() == 24) {
            return ExitCause.TIMEOUT;
        }
        return signal() == 0 ? ExitCause.EXITED : ExitCause.SIGNAL;
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
        return facts.path("cut").asBoolean();
    }

    long peakBytes() {
        return facts.path("peak_bytes").asLong();
    }

    private String text(String name) {
        var value = facts.path(name).asText("");
        return value.isEmpty() ? "" : new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    }
}
