package org.openenv.core.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ForkOptions;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.wire.rpc.JsonValue;

/**
 * What a client asks over a WebSocket, or in the body of a plain HTTP request.
 *
 * @param <A> the environment's actions
 */
public sealed interface ClientMessage<A extends Action> {

    /**
     * Returns the id the client gave the request, to be echoed in the answer.
     *
     * @return the id, or {@code null} when it gave none
     */
    @Nullable
    String requestId();

    /**
     * Take a step.
     *
     * @param action what to do
     * @param options the step's limits
     * @param requestId the request's id, or {@code null}
     * @param <A> the environment's actions
     */
    record Step<A extends Action>(
            A action, StepOptions options, @Nullable String requestId) implements ClientMessage<A> {}

    /**
     * Take several steps, one after the other: the whole ends with one that fails or ends the episode.
     *
     * @param actions what to do, in order, at least one
     * @param stopOnError whether it also ends with a result whose metadata has an {@code error}
     * @param options the limits of each step
     * @param requestId the request's id, or {@code null}
     * @param <A> the environment's actions
     */
    record Steps<A extends Action>(
            List<A> actions,
            boolean stopOnError,
            StepOptions options,
            @Nullable String requestId) implements ClientMessage<A> {

        /** How many there may be at most. */
        public static final int MOST = 256;

        /** Copies. */
        public Steps {
            actions = List.copyOf(actions);
        }
    }

    /**
     * Make copies of the session, each a session by itself.
     *
     * @param count how many, 1 to {@value Fork#MOST}
     * @param options how, and whether they go on alike
     * @param terms what becomes of the sessions
     * @param requestId the request's id, or {@code null}
     * @param <A> the environment's actions
     */
    record Fork<A extends Action>(
            int count,
            ForkOptions options,
            Terms terms,
            @Nullable String requestId) implements ClientMessage<A> {

        /** How many there may be at most. */
        public static final int MOST = 256;

        /**
         * What becomes of the sessions.
         *
         * @param partial whether to make as many as can be made, where there are not places for all
         * @param frozen whether they stay as they are: all that can be done with them is to fork them
         * @param withParent whether they end with the session that is forked
         */
        public record Terms(boolean partial, boolean frozen, boolean withParent) {

            /** All or none, each a session like any other. */
            public static final Terms USUAL = new Terms(false, false, false);
        }
    }

    /**
     * Start a new episode.
     *
     * @param options seed, episode id, further parameters
     * @param requestId the request's id, or {@code null}
     * @param <A> the environment's actions
     */
    record Reset<A extends Action>(
            ResetOptions options, @Nullable String requestId) implements ClientMessage<A> {}

    /**
     * Tell the state.
     *
     * @param requestId the request's id, or {@code null}
     * @param <A> the environment's actions
     */
    record GetState<A extends Action>(@Nullable String requestId) implements ClientMessage<A> {}

    /**
     * End the running step early; taken out of order, answered in order.
     *
     * @param requestId the request's id, or {@code null}
     * @param <A> the environment's actions
     */
    record Interrupt<A extends Action>(@Nullable String requestId) implements ClientMessage<A> {}

    /**
     * End the session.
     *
     * @param requestId the request's id, or {@code null}
     * @param <A> the environment's actions
     */
    record Close<A extends Action>(@Nullable String requestId) implements ClientMessage<A> {}

    /**
     * Open or read the record that a checker of environments is given.
     *
     * @param type {@code validation_open} or {@code validation_read}
     * @param message the whole message
     * @param requestId the request's id, or {@code null}
     * @param <A> the environment's actions
     */
    record Validation<A extends Action>(
            String type, JsonValue message, @Nullable String requestId) implements ClientMessage<A> {}

    /**
     * Ask something that only this environment answers, at one of its doors.
     *
     * @param door the door's name, which is the message's type
     * @param json what is asked: the text of a JSON object
     * @param requestId the request's id, or {@code null}
     * @param <A> the environment's actions
     */
    record DoorCall<A extends Action>(
            String door, String json, @Nullable String requestId) implements ClientMessage<A> {}

    /**
     * Do something with the episode's files.
     *
     * @param data what, values that JSON knows
     * @param requestId the request's id, or {@code null}
     * @param <A> the environment's actions
     */
    record Files<A extends Action>(
            Map<String, @Nullable Object> data, @Nullable String requestId) implements ClientMessage<A> {}

    /**
     * Ask something in JSON-RPC, as the Model Context Protocol does.
     *
     * @param call the request, as it came; it may be none
     * @param requestId the id of the message around it, or {@code null}
     * @param <A> the environment's actions
     */
    record Rpc<A extends Action>(JsonValue call, @Nullable String requestId) implements ClientMessage<A> {}

    /**
     * What is said to a step that runs: it is heard before its turn.
     *
     * @param <A> the environment's actions
     */
    sealed interface ToStep<A extends Action> extends ClientMessage<A> permits Input, ToolAnswer {

        /** The type of the message on the wire. */
        String type();
    }

    /**
     * Something for the input of the step that runs.
     *
     * @param text what is put in; possibly empty
     * @param last whether the input ends behind it
     * @param requestId the request's id, or {@code null}
     * @param <A> the environment's actions
     */
    record Input<A extends Action>(
            String text, boolean last, @Nullable String requestId) implements ToStep<A> {

        @Override
        public String type() {
            return "input";
        }
    }

    /**
     * What came of a call that the step's program made of a function of its client.
     *
     * @param callId which call
     * @param result its value, one that JSON knows; {@code null} if it failed, too
     * @param error why it failed, or {@code null}
     * @param errorType the class of the exception to raise; {@code null} for the usual
     * @param requestId the request's id, or {@code null}
     * @param <A> the environment's actions
     */
    record ToolAnswer<A extends Action>(
            String callId,
            @Nullable Object result,
            @Nullable String error,
            @Nullable String errorType,
            @Nullable String requestId)
            implements ToStep<A> {

        @Override
        public String type() {
            return error == null ? "tool_result" : "tool_error";
        }
    }
}
