package org.openenv.coding.server;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.CodeState;
import org.openenv.core.ResetOptions;

/** How the episodes of copies are named: after their parent's, with a number; an episode without a name has copies without. */
final class ForkNames {

    private ForkNames() {}

    /** Where the copy stands that is the so many-th of its parent. */
    static CodeState next(CodeState parent, int number) {
        return new CodeState(name(parent.episodeId(), number), parent.stepCount(), parent.lastExitCode());
    }

    private static @Nullable String name(@Nullable String parent, int number) {
        if (parent == null) {
            return null;
        }
        String name = parent + "/" + number;
        return name.codePointCount(0, name.length()) <= ResetOptions.MAX_ID_LENGTH
                ? name
                : UUID.randomUUID() + "/"
                        + number; // after a hundred generations, a new name that can be told from others
    }
}
