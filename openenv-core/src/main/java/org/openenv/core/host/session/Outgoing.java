package org.openenv.core.host.session;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.resource.ByteBudget;

/**
 * Room for an answer from when it is written until its client has taken it. Answers that nobody takes fill a budget, not the
 * heap: who wants to send another large one waits, and a client that reads too slowly is cut off.
 */
public final class Outgoing implements AutoCloseable {

    /** The slowest a client may take an answer in. */
    private static final int BYTES_PER_SECOND = 32 * 1024;

    private final ByteBudget.@Nullable Grant room;
    private final @Nullable Future<?> deadline;

    private Outgoing(ByteBudget.@Nullable Grant room, @Nullable Future<?> deadline) {
        this.room = room;
        this.deadline = deadline;
    }

    /**
     * Takes room for an answer; blocks while there is none, on a lane.
     *
     * @param cut ends the connection, if its client is too slow
     * @return the room, closed when the answer was taken; {@code null} if there was none in time
     */
    public static @Nullable Outgoing room(HostContext context, long bytes, Runnable cut) {
        if (bytes <= RequestQueue.SMALL) {
            return new Outgoing(null, null);
        }
        Duration patience = context.config().times().pongTimeout();
        ByteBudget.Grant room = context.answers().await(bytes, patience.toNanos());
        return room == null
                ? null
                : new Outgoing(room, context.clock().after(patience.plusSeconds(bytes / BYTES_PER_SECOND), cut));
    }

    @Override
    public void close() {
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (room != null) {
            room.close();
        }
    }
}
