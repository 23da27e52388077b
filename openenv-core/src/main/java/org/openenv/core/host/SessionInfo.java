package org.openenv.core.host;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a host tells about a session.
 *
 * @param id its id
 * @param environment the name of its environment
 * @param transport {@code websocket} or {@code http}
 * @param openedAt when it was opened
 * @param age how long it has been open
 * @param idle how long nothing has been asked of it; zero while something runs
 * @param steps how many steps it has taken, over all its episodes
 * @param busy whether a request runs
 * @param waiting how many requests wait behind it
 * @param process what the machine's tools call the process that runs its episode now; {@code null} where there is none
 */
public record SessionInfo(
        String id,
        String environment,
        String transport,
        Instant openedAt,
        Duration age,
        Duration idle,
        long steps,
        boolean busy,
        int waiting,
        @Nullable String process) {}
