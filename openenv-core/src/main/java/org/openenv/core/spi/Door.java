package org.openenv.core.spi;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;

/**
 * A request of an environment's own, beside those of OpenEnv: a host answers it below the environment and, for the default
 * environment, at the root, and describes it in {@code /openapi.json}. Immutable.
 *
 * @param method {@code GET}, {@code POST} or {@code DELETE}
 * @param path such as {@code /contexts/{id}}: segments of letters, digits, {@code _} and {@code -}, one of which may be {@code {id}}
 * @param summary a sentence for people
 * @param requestSchema the JSON schema of its body, as text; {@code null} where it takes none
 * @param answerSchema the JSON schema of its answer, as text; {@code null} where that is no JSON
 * @param message whether it is also a message of that type on {@code /ws}, where it takes the turn of a step
 * @param beat what is sent every few seconds of an answer that takes its time, so that a client that has gone is noticed and
 *     one that waits does not give up; {@code null} for nothing
 * @param call answers it
 * @param <A> the environment's actions
 * @param <O> the environment's observations
 * @param <S> the environment's state
 */
public record Door<A extends Action, O extends Observation, S extends State>(
        String method,
        String path,
        String summary,
        @Nullable String requestSchema,
        @Nullable String answerSchema,
        boolean message,
        @Nullable String beat,
        Call<A, O, S> call) {

    private static final Pattern METHOD = Pattern.compile("GET|POST|DELETE");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-]{1,64})+(/\\{id}(/[A-Za-z0-9_-]{1,64})*)?");

    /**
     * Answers a request.
     *
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     */
    @FunctionalInterface
    public interface Call<A extends Action, O extends Observation, S extends State> {

        /**
         * Answers. Called from any thread, several at once; may block. The thread is interrupted when the client has gone, asks
         * for the end of what runs, or the host stops: it should return soon then, in whatever way.
         *
         * @param request what was asked
         * @param sessions the environment's sessions
         * @return the answer
         * @throws org.openenv.core.OpenEnvException if it can't; the host answers with the status of its code, 422 for {@code
         *     VALIDATION_ERROR}
         */
        DoorAnswer answer(DoorRequest request, DoorSessions<A, O, S> sessions);
    }

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the method or path is none that a door can have
     */
    public Door {
        Objects.requireNonNull(summary, "summary is required");
        Objects.requireNonNull(call, "call is required");
        if (!METHOD.matcher(method).matches() || !PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("a door has a method of " + METHOD
                    + " and a path such as /name or /name/{id}, was " + method + " " + path);
        }
        if (message && (!method.equals("POST") || path.lastIndexOf('/') > 0)) {
            throw new IllegalArgumentException(
                    "a door that is a message is a POST of one segment, was " + method + " " + path);
        }
    }

    /**
     * Makes a door.
     *
     * @param method {@code GET}, {@code POST} or {@code DELETE}
     * @param path such as {@code /contexts/{id}}
     * @param summary a sentence for people
     * @param call answers it
     * @param <A> the environment's actions
     * @param <O> the environment's observations
     * @param <S> the environment's state
     * @return the door
     */
    public static <A extends Action, O extends Observation, S extends State> Door<A, O, S> of(
            String method, String path, String summary, Call<A, O, S> call) {
        return new Door<>(method, path, summary, null, null, false, null, call);
    }

    /**
     * Returns this door, described.
     *
     * @param request the JSON schema of its body, as text; {@code null} where it takes none
     * @param answer the JSON schema of its answer, as text; {@code null} where that is no JSON
     * @return the copy
     */
    public Door<A, O, S> withSchemas(@Nullable String request, @Nullable String answer) {
        return new Door<>(method, path, summary, request, answer, message, beat, call);
    }

    /**
     * Returns this door, which is also a message on {@code /ws}: its type is the path without the slash, its {@code data} the body.
     *
     * @return the copy
     */
    public Door<A, O, S> asMessage() {
        return new Door<>(method, path, summary, requestSchema, answerSchema, true, beat, call);
    }

    /**
     * Returns this door, which sends something every few seconds until its answer is there. An answer that takes longer than that
     * has status 200, whatever it says itself.
     *
     * @param text what is sent, such as a line
     * @return the copy
     */
    public Door<A, O, S> withBeat(String text) {
        return new Door<>(method, path, summary, requestSchema, answerSchema, message, text, call);
    }

    /**
     * Returns the door's name: its path without the first slash.
     *
     * @return such as {@code grade}
     */
    public String name() {
        return path.substring(1);
    }
}
