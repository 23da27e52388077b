package org.openenv.coding.server.python.replay;

/** One thing of those that made an interpreter what it is: a program, or a change. */
sealed interface Recorded permits RecordedStep, RecordedChange {

    /** What an entry costs besides what it holds. */
    int OVERHEAD = 200;

    /** How many bytes of memory it takes, about. */
    long size();
}
