package org.openenv.core.spi;

import java.util.Objects;

/**
 * What is answered at a {@link Door}. Immutable.
 *
 * @param status the HTTP status
 * @param contentType what the body is, such as {@code application/json}
 * @param body the text; JSON where the door is also a message
 */
public record DoorAnswer(int status, String contentType, String body) {

    private static final int OK = 200;

    /** Checks. */
    public DoorAnswer {
        Objects.requireNonNull(contentType, "contentType is required");
        Objects.requireNonNull(body, "body is required");
        if (status < OK || status > 599) {
            throw new IllegalArgumentException("status must be 200 to 599, was " + status);
        }
    }

    /**
     * Returns an answer in JSON, with status 200.
     *
     * @param body the JSON
     * @return the answer
     */
    public static DoorAnswer json(String body) {
        return new DoorAnswer(OK, "application/json", body);
    }

    /**
     * Returns an answer in plain text.
     *
     * @param status the HTTP status
     * @param body the text
     * @return the answer
     */
    public static DoorAnswer text(int status, String body) {
        return new DoorAnswer(status, "text/plain; charset=utf-8", body);
    }
}
