package org.openenv.core.spi;

import java.nio.charset.StandardCharsets;

/** What was asked at a {@link Door}. Immutable. */
public final class DoorRequest {

    private final byte[] body;
    private final String id;

    /**
     * Makes a request.
     *
     * @param body its body, whole, of at most the host's largest message; taken over
     * @param id what stands in the path's place for an id; empty where it has none
     */
    public DoorRequest(byte[] body, String id) {
        this.body = body;
        this.id = id;
    }

    /**
     * Returns the body.
     *
     * @return its bytes, not to be changed
     */
    public byte[] body() {
        return body;
    }

    /**
     * Returns the body as text.
     *
     * @return its bytes, read as UTF-8
     */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * Returns what stands in the path's place for an id.
     *
     * @return the segment, empty where the path has no such place
     */
    public String id() {
        return id;
    }
}
