package org.openenv.core;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The functions of a client that a step's program may call. Called by several threads at once. */
@FunctionalInterface
public interface HostFunctions {

    /** How many bytes of JSON the arguments of a call may take. */
    int MOST_ARGUMENTS = 1 << 20;

    /** How many bytes of JSON the result of a call may take. */
    int MOST_RESULT = 4 << 20;

    /** What a failure's details may name: the class of the exception that is raised in the program, such as ValueError. */
    String ERROR_TYPE = "type";

    /**
     * Carries a call out; must not hold its thread up.
     *
     * @param call which function, and with what
     * @return completes with a value that JSON knows, {@code null} among them, or with the reason why there is none: its message
     *     is raised in the program. Cancelled by whoever called when nobody waits for it any more.
     */
    CompletableFuture<Object> call(FunctionCall call);

    /**
     * Returns a failure that is raised in the program as an exception of a class of Python's.
     *
     * @param type its name, such as {@code ValueError}
     * @param message what it says
     * @return the failure
     */
    static OpenEnvException failure(String type, String message) {
        return new OpenEnvException(ErrorCode.EXECUTION_ERROR, message, Map.of(ERROR_TYPE, type), null);
    }
}
