package org.openenv.core.spi;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A request of an environment's own, which concerns no session: a host answers it at {@code POST /name}, below the environment and,
 * for the default environment, at the root. Immutable.
 *
 * @param name lower case letters, digits and {@code _}, at most 64
 * @param call answers it
 */
public record Door(String name, Call call) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /** Answers a request. */
    @FunctionalInterface
    public interface Call {

        /**
         * Answers. Called from any thread, several at once; may block.
         *
         * @param body the request's body, whole, of at most the host's largest message
         * @return the answer, as JSON
         * @throws org.openenv.core.OpenEnvException if it can't; the host answers with the status of its code, 422 for {@code
         *     VALIDATION_ERROR}
         */
        String answer(byte[] body);
    }

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the name is none that a door can have
     */
    public Door {
        Objects.requireNonNull(call, "call is required");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a door's name matches " + NAME + ", was '" + name + "'");
        }
    }
}
