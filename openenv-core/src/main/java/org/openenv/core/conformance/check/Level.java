package org.openenv.core.conformance.check;

/** How far the checks go; each level includes those before it. */
public enum Level {
    /** What the server says about itself; no episode is begun. */
    STATIC,
    /** Episodes, sessions and refusals, over each of the server's doors. */
    RUNTIME,
    /** What the answers mean: that the same episode is the same, whole, in another session. */
    SEMANTIC;

    /**
     * Returns whether checks of another level are made at this one.
     *
     * @param other the level of a check
     * @return {@code true} if they are
     */
    public boolean includes(Level other) {
        return other.compareTo(this) <= 0;
    }
}
