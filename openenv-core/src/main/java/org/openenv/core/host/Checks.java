package org.openenv.core.host;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Checks the options of a host, and finds the default that depends on the machine. */
final class Checks {

    private static final long BYTES_PER_SESSION = 16L * 1024 * 1024;
    private static final int SESSIONS_PER_CORE = 128;
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Checks() {}

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

    static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
        }
    }

    static Duration notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, was " + value);
        }
        return value.compareTo(LONGEST) > 0 ? LONGEST : value;
    }

    static Duration positive(String name, Duration value) {
        if (value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
        return notNegative(name, value);
    }
}
