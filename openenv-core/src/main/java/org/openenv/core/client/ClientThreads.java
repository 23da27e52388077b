package org.openenv.core.client;

import java.net.http.HttpClient;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** What all clients of a JVM share, made when first used: its threads don't grow with the number of connections. */
final class ClientThreads {

    private ClientThreads() {}

    private static final class Http {
        static final HttpClient CLIENT = HttpClient.newHttpClient();
    }

    private static final class Callbacks {
        static final Executor EXECUTOR = Executors.newCachedThreadPool(daemons());

        private static ThreadFactory daemons() {
            AtomicInteger count = new AtomicInteger();
            return task -> {
                Thread thread = new Thread(task, "openenv-client-" + count.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            };
        }
    }

    static HttpClient http() {
        return Http.CLIENT;
    }

    /** Where futures complete; their callbacks may block there. */
    static Executor callbacks() {
        return Callbacks.EXECUTOR;
    }
}
