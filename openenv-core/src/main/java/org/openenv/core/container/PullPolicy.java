package org.openenv.core.container;

/** When an image is fetched from its registry before a container is started from it. */
public enum PullPolicy {
    /** When the engine does not have it. */
    IF_MISSING,
    /** Each time, so that a tag that was moved is noticed. */
    ALWAYS,
    /** Not at all: what the engine does not have is an error. */
    NEVER
}
