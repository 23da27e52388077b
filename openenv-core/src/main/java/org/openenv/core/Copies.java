package org.openenv.core;

/** How transforms and rubrics are copied that don't say it themselves. */
public final class Copies {

    private Copies() {}

    /**
     * Returns what goes with a copy of an environment: the same, if by its contract it keeps nothing of an episode.
     *
     * @param asked the transform or rubric
     * @param contract its interface
     * @param forgets the name of the interface's method that clears what an instance keeps of an episode
     * @param parameters that method's parameters
     * @param <T> what it is
     * @return the same
     * @throws OpenEnvException if it has something to clear, and so something to copy
     */
    public static <T> T orRefuse(T asked, Class<? super T> contract, String forgets, Class<?>... parameters) {
        try {
            if (asked.getClass().getMethod(forgets, parameters).getDeclaringClass() == contract) {
                return asked;
            }
        } catch (NoSuchMethodException impossible) {
            throw new IllegalArgumentException(contract + " has no " + forgets, impossible);
        }
        throw new OpenEnvException(
                ErrorCode.EXECUTION_ERROR,
                "the environment can't be forked: its " + asked.getClass().getName()
                        + " remembers something of the episode," + " for it has a " + forgets
                        + "(), and does not say how that is copied; give it a copy()");
    }
}
