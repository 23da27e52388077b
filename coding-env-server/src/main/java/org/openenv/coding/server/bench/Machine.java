package org.openenv.coding.server.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Says on what, and beside how much else, something was measured. */
final class Machine {

    private Machine() {}

    static String describe() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%d cores, %s %s %s, Java %s, load average %.1f when it began",
                system.getAvailableProcessors(),
                system.getName(),
                system.getVersion(),
                system.getArch(),
                System.getProperty("java.version"),
                system.getSystemLoadAverage());
    }
}
