package org.openenv.core.host.socket;

import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.host.session.Session;

/** {@code ?session_id=…}: the session that a connection is to attach to, and why it may not, in OpenEnv's words. */
final class SessionParameter {

    private static final String NAME = "session_id";
    private static final String RESUME = "resume";
    private static final String LINGER = "linger";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}");
    private static final int LONGEST_SHOWN = 256;

    private SessionParameter() {}

    /** The id asked for; empty for none. */
    static String of(WebSocketHttpExchange exchange) {
        return value(exchange, NAME);
    }

    /** Whether the client's request ids are unique in the session, and one that it sends again is the same request. */
    static boolean resumes(WebSocketHttpExchange exchange) {
        return value(exchange, RESUME).equals("true");
    }

    /** How long the session may be without a socket once this one has left; zero where the client does not say. */
    static Duration lingers(WebSocketHttpExchange exchange) {
        String seconds = value(exchange, LINGER);
        return SECONDS.matcher(seconds).matches() ? Duration.ofSeconds(Integer.parseInt(seconds)) : Duration.ZERO;
    }

    private static String value(WebSocketHttpExchange exchange, String name) {
        List<String> values = exchange.getRequestParameters().getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }

    /**
     * Returns the environment's session of that id.
     *
     * @throws OpenEnvException with {@code SESSION_ERROR} if there is none, or its environment is not there yet
     */
    @SuppressWarnings("unchecked") // a session of this environment has its types
    static <A extends Action, O extends Observation, S extends State> Session<A, O, S> find(
            HostContext context, ServedEnvironment<A, O, S> environment, String id) {
        Session<?, ?, ?> session = context.registry()
                .find(id)
                .filter(found ->
                        found.environment() == environment && !found.requests().closed())
                .orElseThrow(() -> unknown(id));
        if (!session.ready()) {
            throw refusal("Session " + id + " is still initializing");
        }
        return (Session<A, O, S>) session;
    }

    /** Why a session can't be attached to: another socket is, or it has just ended. */
    static OpenEnvException occupied(Session<?, ?, ?> session) {
        return session.requests().closed()
                ? unknown(session.id())
                : refusal("Session " + session.id() + " already has an attached WebSocket");
    }

    private static OpenEnvException unknown(String id) {
        return refusal(
                "Unknown session_id: " + (id.length() <= LONGEST_SHOWN ? id : id.substring(0, LONGEST_SHOWN) + "…"));
    }

    private static OpenEnvException refusal(String message) {
        return new OpenEnvException(ErrorCode.SESSION_ERROR, message);
    }
}
