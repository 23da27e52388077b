package org.openenv.coding.server.python.replay;

/**
 * A change between two programs.
 *
 * @param change does it again
 * @param held how many bytes that holds
 */
record RecordedChange(Change change, long held) implements Recorded {

    @Override
    public long size() {
        return OVERHEAD + held;
    }
}
