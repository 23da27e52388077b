package org.openenv.coding.server.python;

import org.jspecify.annotations.Nullable;

/**
 * One thing that stands between a program and the machine.
 *
 * @param name a short fixed name, such as {@code own-pid-namespace}
 * @param inForce whether it is on
 * @param reason why it is not, or {@code null}
 * @param remedy how to get it, or {@code null}
 */
public record Guard(
        String name,
        boolean inForce,
        @Nullable String reason,
        @Nullable String remedy) {}
