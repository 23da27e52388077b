package org.openenv.core.host;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Checks the options of a host, and finds the default that depends on the machine. */
final class Options {

    private static final long BYTES_PER_SESSION = 16L * 1024 * 1024;
    private static final int SESSIONS_PER_CORE = 128;
    private static final int SHORTEST_TOKEN = 8;

    private Options() {}

    static int sessionsThatFit() {
        int byCores = SESSIONS_PER_CORE * Runtime.getRuntime().availableProcessors();
        long byMemory = totalMemory() / 2 / BYTES_PER_SESSION;
        return (int) Math.max(1, Math.min(byCores, byMemory));
    }

    /** The memory of the machine, or of the container the JVM is in. */
    private static long totalMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }

    static int port(int value) {
        if (value < 0 || value > 65535) {
            throw new IllegalArgumentException("port must be 0 to 65535, was " + value);
        }
        return value;
    }

    static int atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
        }
        return value;
    }

    static Duration notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, was " + value);
        }
        return value;
    }

    static Duration positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
        return value;
    }

    static String token(String value) {
        if (value.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException(
                    "authToken must have at least " + SHORTEST_TOKEN + " characters, has " + value.length());
        }
        return value;
    }
}
