package org.openenv.coding.server.python.worker;

/** The few threads of this package; none keeps the JVM alive. */
final class Threads {

    private Threads() {}

    static Thread daemon(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
