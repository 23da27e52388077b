package org.openenv.coding.server.python.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.ProgramError;
import org.openenv.coding.server.python.Shown;

/**
 * A worker's answer to a program, as sent; frames.py is the other side.
 *
 * @param exitCode 0 to 255
 * @param kind how the program ended
 * @param flags what else is to be known
 * @param userMicros CPU time in the program
 * @param systemMicros CPU time in the kernel
 * @param peakBytes peak of resident memory
 * @param stdoutBytes what was written to standard output
 * @param stderrBytes what was written to standard error
 * @param stdout what was kept of it
 * @param stderr what was kept of it
 * @param value the repr of the last expression, if flagged
 * @param error the exception as JSON, if flagged
 * @param shown what was displayed
 */
record Answer(
        int exitCode,
        int kind,
        int flags,
        long userMicros,
        long systemMicros,
        long peakBytes,
        long stdoutBytes,
        long stderrBytes,
        String stdout,
        String stderr,
        String value,
        String error,
        Shown shown) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HEADER = 4 + 1 + 1 + 5 * 8 + 4 * 4;
    private static final int INTERRUPTED = 4;
    private static final int OUTPUT_FULL = 16;
    private static final int DISK_FULL = 32;
    private static final int SHOWN = 64;

    /** Reads a payload, checking that its lengths agree with one another. */
    static Answer parse(ByteBuffer payload) throws ProtocolViolation {
        if (payload.remaining() < HEADER) {
            throw new ProtocolViolation("an answer of " + payload.remaining() + " bytes");
        }
        int exitCode = payload.getInt();
        int kind = payload.get();
        int flags = payload.get();
        long[] numbers = new long[5];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = payload.getLong();
        }
        int[] lengths = new int[4];
        long sum = 0;
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = payload.getInt();
            sum += lengths[i] & 0xffffffffL;
        }
        boolean more = (flags & SHOWN) != 0;
        if ((more ? sum > payload.remaining() : sum != payload.remaining())
                || kind < 0
                || kind > INTERRUPTED
                || exitCode < 0
                || exitCode > 255) {
            throw new ProtocolViolation("an answer whose parts disagree");
        }
        return new Answer(
                exitCode,
                kind,
                flags,
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                text(payload, lengths[0]),
                text(payload, lengths[1]),
                text(payload, lengths[2]),
                text(payload, lengths[3]),
                more ? shown(payload) : Shown.NOTHING);
    }

    /** The same answer of a program that no limit has ended. */
    Answer withoutLimits() {
        return new Answer(
                exitCode,
                kind,
                flags & ~(OUTPUT_FULL | DISK_FULL),
                userMicros,
                systemMicros,
                peakBytes,
                stdoutBytes,
                stderrBytes,
                stdout,
                stderr,
                value,
                error,
                shown);
    }

    boolean truncated() {
        return (flags & 3) != 0;
    }

    boolean syntaxError() {
        return kind == 2;
    }

    ExitCause cause() {
        boolean outputFull = (flags & OUTPUT_FULL) != 0;
        boolean diskFull = (flags & DISK_FULL) != 0;
        return switch (kind) {
            case 0 -> ExitCause.EXITED;
            case 2, 3 -> ExitCause.SYNTAX_ERROR;
            default -> outputFull ? ExitCause.OUTPUT_LIMIT : diskFull ? ExitCause.DISK_LIMIT : ExitCause.EXCEPTION;
        };
    }

    @Nullable
    String result() {
        return (flags & 4) == 0 ? null : value;
    }

    /** The exception that ended the program; {@code null} when there is none or the program spoilt the account of it. */
    @Nullable
    ProgramError programError() {
        if ((flags & 8) == 0) {
            return null;
        }
        try {
            JsonNode json = JSON.readTree(error);
            var frames = new ArrayList<ProgramError.Frame>();
            for (JsonNode frame : json.path("frames")) {
                frames.add(new ProgramError.Frame(
                        frame.path(0).asText(),
                        frame.path(1).asInt(),
                        frame.path(2).asText()));
            }
            var refused = new ArrayList<String>();
            json.path("refused").forEach(call -> refused.add(call.asText()));
            JsonNode line = json.path("line");
            return new ProgramError(
                    json.path("type").asText(),
                    json.path("message").asText(),
                    line.isInt() ? line.asInt() : null,
                    frames,
                    refused);
        } catch (IOException e) {
            return null;
        }
    }

    /** What is left of the payload. */
    private static Shown shown(ByteBuffer payload) {
        byte[] json = new byte[payload.remaining()];
        payload.get(json);
        return ShownReader.read(json);
    }

    private static String text(ByteBuffer payload, int length) {
        if (length == 0) {
            return "";
        }
        var text =
                new String(payload.array(), payload.arrayOffset() + payload.position(), length, StandardCharsets.UTF_8);
        payload.position(payload.position() + length);
        return text;
    }
}
