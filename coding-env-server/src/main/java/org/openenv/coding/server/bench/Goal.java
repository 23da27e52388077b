package org.openenv.coding.server.bench;

/**
 * A number the project wants to keep, and what this run found.
 *
 * @param what it is
 * @param measured what was found
 * @param limit the goal
 * @param atMost whether the goal is an upper bound, else a lower one
 * @param unit of both; empty for a ratio
 */
record Goal(String what, double measured, double limit, boolean atMost, String unit) {

    static Goal atMost(String what, double measured, double limit, String unit) {
        return new Goal(what, measured, limit, true, unit);
    }

    static Goal atLeast(String what, double measured, double limit) {
        return new Goal(what, measured, limit, false, "");
    }

    boolean reached() {
        return atMost ? measured <= limit : measured >= limit;
    }
}
