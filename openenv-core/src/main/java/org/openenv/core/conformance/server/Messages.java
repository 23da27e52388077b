package org.openenv.core.conformance.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.conformance.check.Expect;

/** What a client says on a WebSocket, and what the answers have in common. */
final class Messages {

    static final String RESET = "{\"type\":\"reset\",\"data\":{}}";
    static final String STATE = "{\"type\":\"state\"}";
    static final String CLOSE = "{\"type\":\"close\"}";

    private Messages() {}

    static String step(String action) {
        return "{\"type\":\"step\",\"data\":" + action + "}";
    }

    /** Returns an action, a JSON object, with a field that no environment has. */
    static String withUnknownField(String action) {
        String text = action.strip();
        return text.substring(0, text.length() - 1) + (text.matches("\\{\\s*}") ? "" : ",") + "\"no_such_field\":1}";
    }

    /** Returns the code of an answer that is an error. */
    static @Nullable Object errorCode(Map<String, Object> answer) {
        return "error".equals(answer.get("type")) && answer.get("data") instanceof Map<?, ?> data
                ? data.get("code")
                : null;
    }

    /** Checks the fields that every observation has. */
    static void result(Map<String, Object> data) {
        Expect.object("observation", data.get("observation"));
        Expect.that(data.containsKey("reward"), "a reward, possibly null", data);
        Object reward = data.get("reward");
        Expect.that(
                reward == null || (reward instanceof Number number && Double.isFinite(number.doubleValue())),
                "a finite reward or null",
                reward);
        Expect.that(data.get("done") instanceof Boolean, "done to be true or false", data);
    }
}
