package org.openenv.coding.server.python.replay;

/** Something that was done to an interpreter between two programs, and can be done to another. */
@FunctionalInterface
public interface Change {

    /**
     * Does it again.
     *
     * @param fresh the interpreter that is to have it
     */
    void repeat(Replayable fresh);
}
