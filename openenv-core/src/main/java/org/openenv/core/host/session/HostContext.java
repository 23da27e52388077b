package org.openenv.core.host.session;

import java.util.concurrent.ExecutorService;
import org.openenv.core.host.HostConfig;

/**
 * What the parts of one host share.
 *
 * @param config how it serves
 * @param registry its open sessions
 * @param lanes the threads that lanes run on
 * @param clock its timer
 * @param observers who is told of what happens
 */
public record HostContext(
        HostConfig config, SessionRegistry registry, ExecutorService lanes, Clock clock, Observers observers) {

    public static HostContext of(HostConfig config) {
        Clock clock = new Clock();
        Observers observers = new Observers(config.observers());
        return new HostContext(
                config, new SessionRegistry(config, clock, observers), LaneThreads.start(), clock, observers);
    }
}
