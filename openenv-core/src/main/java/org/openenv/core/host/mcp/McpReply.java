package org.openenv.core.host.mcp;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a message that came by some transport is answered: once. Called from any thread. */
public interface McpReply {

    /** Sets a header of the answer, where the transport has headers. */
    void header(String name, String value);

    /** Answers with an object of JSON-RPC. */
    void answer(int status, Map<String, @Nullable Object> json);

    /** Answers without content. */
    void nothing(int status);

    /**
     * The answer takes its time: until it comes, the client may be told that it is worked on.
     *
     * @param progressToken what it wants to be told the progress under, or {@code null}
     * @param whenGone called if the client is found gone before the answer
     */
    void running(@Nullable Object progressToken, Runnable whenGone);

    /** Ends the connection: the last resort. */
    void cut();
}
