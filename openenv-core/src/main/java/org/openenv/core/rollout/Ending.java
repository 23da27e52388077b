package org.openenv.core.rollout;

/** Why an episode ended. */
public enum Ending {
    /** The environment said so. */
    DONE,
    /** The policy had no further action. */
    POLICY,
    /** It had as many steps as it may. */
    STEPS,
    /** Its time was over. */
    BUDGET,
    /** The policy, the environment or the server failed. */
    FAILED
}
