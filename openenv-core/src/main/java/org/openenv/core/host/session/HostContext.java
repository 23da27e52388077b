package org.openenv.core.host.session;

import java.util.concurrent.ExecutorService;
import org.openenv.core.host.HostConfig;
import org.openenv.core.host.door.DoorRuns;
import org.openenv.core.host.resource.ByteBudget;
import org.openenv.core.host.resource.Clock;
import org.openenv.core.host.resource.LaneThreads;
import org.openenv.core.host.resource.Observers;

/**
 * What the parts of one host share.
 *
 * @param config how it serves
 * @param registry its open sessions
 * @param lanes the threads that lanes run on
 * @param clock its timer
 * @param observers who is told of what happens
 * @param bytes how much of requests it may hold at once
 * @param answers how much of answers may wait to be taken at once
 * @param doors the answers that are made beside sessions
 */
public record HostContext(
        HostConfig config,
        SessionRegistry registry,
        ExecutorService lanes,
        Clock clock,
        Observers observers,
        ByteBudget bytes,
        ByteBudget answers,
        DoorRuns doors) {

    /** A request's bytes are a text, a tree and a record before they are answered: so much of the heap is given to bytes. */
    private static final int SHARE_OF_HEAP = 8;

    /** Makes what a host with these options needs. */
    public static HostContext of(HostConfig config) {
        Clock clock = new Clock();
        long share = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        long bytes = Math.max(share, config.limits().maxMessageBytes());
        return new HostContext(
                config,
                new SessionRegistry(config, clock),
                LaneThreads.start(),
                clock,
                new Observers(config.observers()),
                new ByteBudget(bytes),
                new ByteBudget(bytes),
                new DoorRuns());
    }
}
