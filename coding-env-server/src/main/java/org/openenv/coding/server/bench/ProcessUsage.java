package org.openenv.coding.server.bench;

/**
 * What processes used.
 *
 * @param cpuSeconds CPU time, also of children that have ended
 * @param residentBytes memory, shared pages counted in proportion where the kernel tells
 */
record ProcessUsage(double cpuSeconds, long residentBytes) {

    static final ProcessUsage NONE = new ProcessUsage(0, 0);

    /** Returns what was used since an earlier look; the memory is that of now. */
    ProcessUsage since(ProcessUsage earlier) {
        return new ProcessUsage(cpuSeconds - earlier.cpuSeconds, residentBytes);
    }
}
