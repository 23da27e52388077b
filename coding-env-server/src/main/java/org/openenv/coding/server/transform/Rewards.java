package org.openenv.coding.server.transform;

/** Checks what is added to rewards. */
final class Rewards {

    private Rewards() {}

    static double requireFinite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be finite, was " + value);
        }
        return value;
    }
}
