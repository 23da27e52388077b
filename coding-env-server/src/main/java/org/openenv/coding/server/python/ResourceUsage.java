package org.openenv.coding.server.python;

import java.time.Duration;

/**
 * What one step used.
 *
 * @param wall the time from request to answer
 * @param user CPU time in the program
 * @param system CPU time in the kernel
 * @param peakMemoryBytes the most memory the interpreter has had resident so far
 */
public record ResourceUsage(Duration wall, Duration user, Duration system, long peakMemoryBytes) {}
