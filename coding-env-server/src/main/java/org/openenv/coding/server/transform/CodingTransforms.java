package org.openenv.coding.server.transform;

import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.core.Transform;

/** The sets of transforms a coding environment is usually served with. */
public final class CodingTransforms {

    private CodingTransforms() {}

    /**
     * Returns safety and then quality, both with their defaults. A short harmless program earns 0.1, a longer one 0.0, a
     * short one that imports {@code os} -0.9.
     *
     * @return a transform without state, safe for use by several threads
     */
    public static Transform<CodeAction, CodeObservation> safe() {
        return new CodeSafetyTransform().andThen(new CodeQualityTransform());
    }
}
