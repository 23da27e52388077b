package org.openenv.core.host.http;

import io.undertow.server.HttpServerExchange;
import org.openenv.core.wire.OpenApi.Operation;

/**
 * One thing a host answers under a path: how it is described, and how it is done.
 *
 * @param operation its method, its path below the environment's root, and its description
 * @param endpoint called on an I/O thread
 */
record Route(Operation operation, Endpoint endpoint) {

    /** Answers a request. */
    @FunctionalInterface
    interface Endpoint {
        /**
         * Answers, now or later.
         *
         * @param exchange the request
         * @param id what stands in the path's place for an id; empty where it has none
         */
        void answer(HttpServerExchange exchange, String id) throws Exception;
    }
}
