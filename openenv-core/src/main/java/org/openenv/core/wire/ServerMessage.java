package org.openenv.core.wire;

import java.util.Map;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
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
     * The answer to a question for the state.
     *
     * @param state the state
     * @param <O> the environment's observations
     * @param <S> the environment's state
     */
    record StateIs<O extends Observation, S extends State>(S state) implements ServerMessage<O, S> {}

    /**
     * The answer to an interrupt.
     *
     * @param interrupted whether a step was running
     * @param <O> the environment's observations
     * @param <S> the environment's state
     */
    record Interrupted<O extends Observation, S extends State>(boolean interrupted) implements ServerMessage<O, S> {}

    /**
     * The answer to a request that failed, or a farewell before the connection ends.
     *
     * @param code why
     * @param message what was asked, what was found, what to do
     * @param details further fields of the error, such as {@code errors} or {@code max_sessions}; possibly empty
     * @param <O> the environment's observations
     * @param <S> the environment's state
     */
    record Failed<O extends Observation, S extends State>(ErrorCode code, String message, Map<String, Object> details)
            implements ServerMessage<O, S> {

        /**
         * Returns the message for an exception.
         *
         * @param failure what was thrown
         * @param <O> the environment's observations
         * @param <S> the environment's state
         * @return the message
         */
        public static <O extends Observation, S extends State> Failed<O, S> of(OpenEnvException failure) {
            return new Failed<>(failure.code(), String.valueOf(failure.getMessage()), failure.details());
        }

        /**
         * Returns the exception a client throws for this message.
         *
         * @return an exception with the same code, message and details
         */
        public OpenEnvException toException() {
            return new OpenEnvException(code, message, details, null);
        }
    }
}
