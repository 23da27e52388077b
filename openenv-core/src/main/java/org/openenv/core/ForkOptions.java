package org.openenv.core;

import java.util.Objects;

/**
 * What a caller may ask of a fork. Immutable.
 *
 * @param mode how the copies are to be made
 * @param reseed whether each copy gets random numbers of its own; otherwise all go on alike, as the forked one does
 */
public record ForkOptions(Mode mode, boolean reseed) {

    /** How copies are made. */
    public enum Mode {
        /** By copying where that can be done, by replaying elsewhere. */
        AUTO,
        /** Only by copying the running environment, whatever it holds; fails where that can't be done. */
        COPY,
        /** Only by taking the recorded steps again in fresh environments; fails where one of them turns out differently. */
        REPLAY
    }

    private static final ForkOptions NONE = new ForkOptions(Mode.AUTO, false);

    /** Checks. */
    public ForkOptions {
        Objects.requireNonNull(mode, "mode is required");
    }

    /**
     * Returns the options of a plain fork: made in the best way there is, all copies alike.
     *
     * @return options that ask for nothing
     */
    public static ForkOptions none() {
        return NONE;
    }

    /**
     * Returns these options with another way to make copies.
     *
     * @param newMode how they are to be made
     * @return the copy
     */
    public ForkOptions withMode(Mode newMode) {
        return new ForkOptions(newMode, reseed);
    }

    /**
     * Returns these options with or without random numbers of its own for each copy.
     *
     * @param value whether each gets its own
     * @return the copy
     */
    public ForkOptions withReseed(boolean value) {
        return new ForkOptions(mode, value);
    }
}
