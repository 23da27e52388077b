package org.openenv.coding;

import org.openenv.core.EnvironmentTypes;

/** The record classes of the coding environment in one value, for a host or a client. */
public final class CodingTypes {

    /** Action, observation and state of the coding environment. */
    public static final EnvironmentTypes<CodeAction, CodeObservation, CodeState> TYPES =
            new EnvironmentTypes<>(CodeAction.class, CodeObservation.class, CodeState.class);

    private CodingTypes() {}
}
