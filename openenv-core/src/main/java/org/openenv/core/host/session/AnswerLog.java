package org.openenv.core.host.session;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/**
 * The last answers of a session whose client asks again what it got no answer to: nothing that was carried out is carried out
 * twice. As many bytes are kept as may be, and more ids than can wait for an answer. Safe for use by several threads.
 */
public final class AnswerLog {

    /** More than a client can have asked without an answer. */
    private static final int IDS = 8 * RequestQueue.MAX_WAITING;

    /** What every session may keep, whatever the heap is. */
    private static final long LEAST = 256 * 1024;

    private static final int SHARE_OF_HEAP = 8;

    private final long most;
    private final Map<String, Optional<String>> answers = new LinkedHashMap<>();
    private long held;

    private AnswerLog(long most) {
        this.most = most;
    }

    /** A log that holds a session's part of what all may. */
    static AnswerLog of(HostContext context) {
        long all = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        long part = all / context.config().limits().maxSessions();
        return new AnswerLog(
                Math.max(LEAST, Math.min(part, context.config().limits().maxMessageBytes())));
    }

    /** Notes the answer to a request that was carried out; a large one takes the place of others, or is not kept itself. */
    public synchronized void keep(@Nullable String requestId, String answer) {
        if (requestId == null) {
            return;
        }
        Optional<String> kept = answer.length() > most ? Optional.empty() : Optional.of(answer);
        // the id of a request that can't be read comes again
        held += length(kept) - length(answers.getOrDefault(requestId, Optional.empty()));
        answers.put(requestId, kept);
        Iterator<Map.Entry<String, Optional<String>>> oldest =
                answers.entrySet().iterator();
        while (held > most) {
            Map.Entry<String, Optional<String>> entry = oldest.next();
            held -= length(entry.getValue());
            entry.setValue(Optional.empty());
        }
        if (answers.size() > IDS) {
            String first = answers.keySet().iterator().next();
            held -= length(answers.getOrDefault(first, Optional.empty()));
            answers.remove(first);
        }
    }

    private static int length(Optional<String> answer) {
        return answer.map(String::length).orElse(0);
    }

    /** Whether a request was carried out. */
    public synchronized boolean knows(@Nullable String requestId) {
        return requestId != null && answers.containsKey(requestId);
    }

    /**
     * Returns the answer to a request that was carried out.
     *
     * @throws OpenEnvException if it was too large to be kept
     */
    public synchronized String answer(String requestId) {
        return answers.getOrDefault(requestId, Optional.empty())
                .orElseThrow(() -> new OpenEnvException(
                        ErrorCode.EXECUTION_ERROR,
                        "The request '" + requestId
                                + "' was carried out, and its answer is not kept any more: a session"
                                + " keeps the last " + most + " characters. Ask for the state."));
    }
}
