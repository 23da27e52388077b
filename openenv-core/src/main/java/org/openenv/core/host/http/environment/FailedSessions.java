package org.openenv.core.host.http.environment;

import java.util.LinkedHashMap;
import java.util.Map;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.host.http.exchange.HttpAnswer;

/** Remembers, of the latest sessions whose environment could not be made, why. */
final class FailedSessions {

    private static final int REMEMBERED = 256;

    private final Map<String, String> reasons = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized void remember(String id, String reason) {
        reasons.put(id, reason);
    }

    /** The exception for a session that is not open: it failed to start, or was never there. */
    synchronized OpenEnvException explain(String id) {
        String reason = reasons.get(id);
        return reason == null
                ? HttpAnswer.withStatus(
                        404,
                        ErrorCode.SESSION_ERROR,
                        "There is no session '" + shorten(id) + "'; it was never opened or has ended.")
                : HttpAnswer.withStatus(
                        409, ErrorCode.FACTORY_ERROR, "The session '" + id + "' failed to start: " + reason);
    }

    private static String shorten(String id) {
        return id.length() <= 64 ? id : id.substring(0, 64) + "…";
    }
}
