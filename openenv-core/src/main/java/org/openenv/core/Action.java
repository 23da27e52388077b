package org.openenv.core;

/**
 * What an agent asks of an environment in one step.
 *
 * <p>Implementations are records of plain data: their components become the fields of the action on the wire, in snake
 * case. A component is required there unless it is annotated {@code @Nullable}.
 */
public interface Action {}
