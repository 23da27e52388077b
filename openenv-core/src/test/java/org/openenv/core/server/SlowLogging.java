package org.openenv.core.server;

import ch.qos.logback.classic.spi.LogbackServiceProvider;

/** Logback that takes its time to be set up, as it does where the machine is busy. */
public final class SlowLogging extends LogbackServiceProvider {

    private static final long A_WHILE = 1_000;

    @Override
    public void initialize() {
        try {
            Thread.sleep(A_WHILE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        super.initialize();
    }
}
