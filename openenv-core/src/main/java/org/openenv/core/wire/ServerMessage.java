package org.openenv.core.wire;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.FunctionCall;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.OutputChunk;
import org.openenv.core.State;
import org.openenv.core.StepResult;

/**
 * What a server answers.
 *
 * @param <O> the environment's observations
 * @param <S> the environment's state
 */
public sealed interface ServerMessage<O extends Observation, S extends State> {

    /**
     * The answer to a reset or a step.
     *
     * @param result what came of it
     * @param <O> the environment's observations
     * @param <S> the environment's state
     */
    record Observed<O extends Observation, S extends State>(StepResult<O> result) implements ServerMessage<O, S> {}

    /**
     * The answer to several steps.
     *
     * @param results what came of those that were taken, in order
     * @param failure why the one behind them failed, or {@code null} if none did
     * @param <O> the environment's observations
     * @param <S> the environment's state
     */
    record Taken<O extends Observation, S extends State>(
            List<StepResult<O>> results, @Nullable Failed<O, S> failure) implements ServerMessage<O, S> {

        /** Copies. */
        public Taken {
            results = List.copyOf(results);
        }
    }

    /**
     * The answer to a fork.
     *
     * @param copies what became of each copy, in order
     * @param <O> the environment's observations
     * @param <S> the environment's state
     */
    record Forked<O extends Observation, S extends State>(List<Copy<O, S>> copies) implements ServerMessage<O, S> {

        /** Copies. */
        public Forked {
            copies = List.copyOf(copies);
        }

        /**
         * What became of one copy: it is a session, or there is a reason why not.
         *
         * @param sessionId the session, or {@code null}
         * @param episodeId the episode that goes on in it, if it has a name
         * @param metadata where it comes from, and how it was made; empty where there is none
         * @param failure why there is none, or {@code null}
         * @param <O> the environment's observations
         * @param <S> the environment's state
         */
        public record Copy<O extends Observation, S extends State>(
                @Nullable String sessionId,
                @Nullable String episodeId,
                Map<String, Object> metadata,
                @Nullable Failed<O, S> failure) {}
    }

    /**
     * The answer to a question for the state.
     *
     * @param state the state
     * @param <O> the environment's observations
     * @param <S> the environment's state
     */
    record StateIs<O extends Observation, S extends State>(S state) implements ServerMessage<O, S> {}

    /**
     * The answer of one of the environment's doors.
     *
     * @param door the door's name
     * @param json the text of a JSON object
     * @param <O> the environment's observations
     * @param <S> the environment's state
     */
    record DoorAnswer<O extends Observation, S extends State>(String door, String json)
            implements ServerMessage<O, S> {}

    /**
     * The answer to an interrupt.
     *
     * @param interrupted whether a step was running
     * @param <O> the environment's observations
     * @param <S> the environment's state
     */
    record Interrupted<O extends Observation, S extends State>(boolean interrupted) implements ServerMessage<O, S> {}

    /**
     * The answer to a checker of environments.
     *
     * @param type the message's type
     * @param data its content, values that JSON knows
     * @param <O> the environment's observations
     * @param <S> the environment's state
     */
    record Validation<O extends Observation, S extends State>(String type, Map<String, @Nullable Object> data)
            implements ServerMessage<O, S> {}

    /**
     * What a step has written so far; its answer comes behind.
     *
     * @param chunk the next part
     * @param <O> the environment's observations
     * @param <S> the environment's state
     */
    record Output<O extends Observation, S extends State>(OutputChunk chunk) implements ServerMessage<O, S> {}

    /**
     * A call that a step's program makes of a function of its client, before the step's answer.
     *
     * @param callId names the call in its answer
     * @param call which function, and with what
     * @param <O> the environment's observations
     * @param <S> the environment's state
     */
    record Called<O extends Observation, S extends State>(String callId, FunctionCall call)
            implements ServerMessage<O, S> {}

    /**
     * What was said to a step that runs has arrived there.
     *
     * @param type the type of the message that said it, and of this one
     * @param <O> the environment's observations
     * @param <S> the environment's state
     */
    record Heard<O extends Observation, S extends State>(String type) implements ServerMessage<O, S> {}

    /**
     * The answer about the episode's files.
     *
     * @param data its content, values that JSON knows
     * @param <O> the environment's observations
     * @param <S> the environment's state
     */
    record AboutFiles<O extends Observation, S extends State>(Map<String, Object> data)
            implements ServerMessage<O, S> {}

    /**
     * The answer in JSON-RPC.
     *
     * @param answer the object that is sent; {@code null} where nothing is, as to a notification
     * @param <O> the environment's observations
     * @param <S> the environment's state
     */
    record RpcAnswer<O extends Observation, S extends State>(
            @Nullable Map<String, @Nullable Object> answer) implements ServerMessage<O, S> {}

    /**
     * The answer to a request that failed, or a farewell before the connection ends.
     *
     * @param code why
     * @param message what was asked, what was found, what to do
     * @param details further fields of the error, such as {@code errors} or {@code max_sessions}; possibly empty
     * @param requestId the id of the request, where it was refused before anybody else knew it; or {@code null}
     * @param <O> the environment's observations
     * @param <S> the environment's state
     */
    record Failed<O extends Observation, S extends State>(
            ErrorCode code,
            String message,
            Map<String, Object> details,
            @Nullable String requestId) implements ServerMessage<O, S> {

        /**
         * Makes a message that knows no request.
         *
         * @param code why
         * @param message what was asked, what was found, what to do
         * @param details further fields of the error; possibly empty
         */
        public Failed(ErrorCode code, String message, Map<String, Object> details) {
            this(code, message, details, null);
        }

        private static final int REASONS = 5;

        /**
         * Returns the message for an exception.
         *
         * @param failure what was thrown
         * @param <O> the environment's observations
         * @param <S> the environment's state
         * @return the message
         */
        public static <O extends Observation, S extends State> Failed<O, S> of(OpenEnvException failure) {
            return new Failed<>(
                    failure.code(),
                    String.valueOf(failure.getMessage()),
                    failure.details(),
                    RefusedRequest.idOf(failure).orElse(null));
        }

        /**
         * Returns the exception a client throws for this message.
         *
         * @return an exception with the same code and details; its message also says what in the details is the reason
         */
        public OpenEnvException toException() {
            String reasons = details.get("errors") instanceof List<?> errors ? reasons(errors) : "";
            return new OpenEnvException(code, reasons.isEmpty() ? message : message + ": " + reasons, details, null);
        }

        private static String reasons(List<?> errors) {
            return errors.stream()
                    .limit(REASONS)
                    .filter(Map.class::isInstance)
                    .map(error -> reason((Map<?, ?>) error))
                    .collect(Collectors.joining("; ", "", errors.size() > REASONS ? "; and more" : ""));
        }

        private static String reason(Map<?, ?> error) {
            String path = error.get("loc") instanceof List<?> loc
                    ? loc.stream().map(String::valueOf).collect(Collectors.joining("."))
                    : "";
            return (path.isEmpty() ? "" : path + ": ") + error.get("msg");
        }
    }
}
