package org.openenv.core.host;

import java.util.concurrent.ExecutorService;

/**
 * What the parts of one host share.
 *
 * @param config how it serves
 * @param registry its open sessions
 * @param lanes the threads that lanes run on
 * @param clock its timer
 * @param observers who is told of what happens
 */
record HostContext(
        HostConfig config, SessionRegistry registry, ExecutorService lanes, Clock clock, Observers observers) {

    static HostContext of(HostConfig config) {
        Clock clock = new Clock();
        Observers observers = new Observers(config.observers());
        return new HostContext(
                config, new SessionRegistry(config, clock, observers), LaneThreads.start(), clock, observers);
    }
}
