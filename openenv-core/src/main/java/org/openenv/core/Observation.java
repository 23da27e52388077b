package org.openenv.core;

/**
 * What an environment shows after a reset or a step.
 *
 * <p>Implementations are records of plain data: their components become the fields of the observation on the wire, in
 * snake case. Reward and the end of the episode are not part of it; they stand beside it in {@link StepResult}.
 */
public interface Observation {}
