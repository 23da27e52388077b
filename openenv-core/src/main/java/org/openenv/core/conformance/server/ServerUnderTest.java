package org.openenv.core.conformance.server;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openenv.core.conformance.check.Expect;
import org.openenv.core.conformance.check.NeedsActionException;
import org.openenv.core.conformance.check.NotApplicableException;
import org.openenv.core.conformance.schema.SchemaReferences;

/**
 * A running server that is put to the {@link ServerChecks}. For one thread at a time; what it found out about the server it
 * remembers.
 */
public final class ServerUnderTest {

    private static final Duration FULL = Duration.ofSeconds(5);
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Set<Object> REFUSALS = Set.of("CAPACITY_REACHED", "FACTORY_ERROR", "SESSION_ERROR");
    private static final long POLL_NANOS = 20_000_000;
    private static final int NOT_FOUND = 404;

    private final URI uri;
    private final @Nullable String action;
    private final HttpDoor http;
    private @Nullable Boolean production;
    private @Nullable Boolean episodesOnSocket;
    private boolean noSocket;

    /**
     * Makes a subject.
     *
     * @param uri where it answers, such as {@code http://localhost:8000} or {@code http://localhost:8000/envs/echo_env}
     * @param action an action that the environment accepts, as JSON text; {@code null} if none is known: what needs one does
     *     not apply then
     * @param headers what to send along with each request, such as {@code Authorization}; possibly empty
     * @param patience how long an answer may take, positive
     */
    public ServerUnderTest(URI uri, @Nullable String action, Map<String, String> headers, Duration patience) {
        if (uri.getHost() == null || uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
            throw new IllegalArgumentException(
                    "a server's address looks like http://localhost:8000, was '" + uri + "'");
        }
        this.uri = URI.create(uri.toString().replaceAll("/+$", ""));
        this.action = action;
        this.http = new HttpDoor(this.uri, Map.copyOf(headers), patience);
    }

    /**
     * Asks the server for its schemas.
     *
     * @return the answer of {@code /schema}
     * @throws AssertionError if it is none
     */
    public Map<String, Object> schema() {
        return http.get("/schema").object(200);
    }

    HttpDoor http() {
        return http;
    }

    /** Returns an action that the environment takes. */
    String action() {
        if (action == null) {
            throw new NeedsActionException();
        }
        return action;
    }

    /** Returns whether the server leaves episodes out of HTTP, as one in production mode does. */
    boolean production() {
        if (production == null) {
            production = http.get("/reset").status() == NOT_FOUND;
        }
        return production;
    }

    /** Has a check about plain episodes made only where there are some. */
    void needsEpisodesOverHttp() {
        if (production()) {
            throw new NotApplicableException("the server runs in production mode: it has no /reset, /step and /state");
        }
    }

    /** Has a check about episodes made only where {@code /ws} has some: in production mode it may refuse them. */
    void needsEpisodesOnSocket() {
        if (episodesOnSocket == null) {
            episodesOnSocket = !production() || answersReset();
        }
        if (!episodesOnSocket) {
            throw new NotApplicableException(
                    "the server runs in production mode: its /ws refuses reset, step and state");
        }
    }

    /** Has a check about unknown fields made only where the schema of the action forbids them. */
    void needsStrictActions() {
        Object schema = schema().get("action");
        if (!SchemaReferences.forbidsUnknownFields(Expect.object("the schema of the action", schema))) {
            throw new NotApplicableException("the schema of the action does not forbid other fields");
        }
    }

    private boolean answersReset() {
        try (Conversation conversation = open()) {
            return !"error".equals(conversation.ask(Messages.RESET).get("type"));
        }
    }

    URI socketUri() {
        return URI.create(uri.toString().replaceFirst("^http", "ws") + "/ws");
    }

    URI socketUri(String sessionId) {
        return URI.create(socketUri() + "?session_id=" + URLEncoder.encode(sessionId, StandardCharsets.UTF_8));
    }

    /** Connects; that nobody can is said once, and need not be tried again and again. */
    private Conversation connect() {
        if (noSocket) {
            throw new NotApplicableException("there is no connection to /ws, as another check says");
        }
        try {
            return Conversation.connect(http, socketUri());
        } catch (AssertionError refused) {
            noSocket = true;
            throw refused;
        }
    }

    /** Connects and makes sure that there is a session, waiting a moment for a place. */
    Conversation open() {
        long deadline = System.nanoTime() + FULL.toNanos();
        while (true) {
            Conversation conversation = connect();
            Map<String, Object> answer = conversation.ask(Messages.STATE);
            Object code = Messages.errorCode(answer);
            if (code == null || !REFUSALS.contains(code)) {
                return conversation;
            }
            conversation.close();
            if (!"CAPACITY_REACHED".equals(code)) {
                throw new AssertionError("expected a session, found " + Expect.shorten(answer));
            }
            if (System.nanoTime() > deadline) {
                throw new NotApplicableException("the server has no place for another session: "
                        + Expect.object("data", answer.get("data")).get("message"));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Connects and asks for the state; returns {@code null}, having checked the refusal, if every place is taken. */
    @Nullable
    Conversation openIfThereIsRoom() {
        Conversation conversation = connect();
        Map<String, Object> answer = conversation.ask(Messages.STATE);
        if (!"CAPACITY_REACHED".equals(Messages.errorCode(answer))) {
            return conversation;
        }
        Map<String, Object> refusal = Expect.object("data", answer.get("data"));
        Expect.that(refusal.get("message") instanceof String, "the refusal to have a message", refusal);
        Expect.that(refusal.get("active_sessions") instanceof Integer, "the refusal to count active_sessions", refusal);
        Expect.that(refusal.get("max_sessions") instanceof Integer, "the refusal to tell max_sessions", refusal);
        Expect.equal("the close code of a refused connection", 1000, conversation.closeCode());
        conversation.close();
        return null;
    }
}
