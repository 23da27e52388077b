package org.openenv.core.wire.type;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The path to a field of a request: names and indexes. Immutable; a list of them is only made for an error. */
public final class Loc {

    /** The path of the whole. */
    public static final Loc ROOT = new Loc(null, "");

    private final @Nullable Loc parent;
    private final Object step;

    private Loc(@Nullable Loc parent, Object step) {
        this.parent = parent;
        this.step = step;
    }

    /**
     * Returns a path of one name.
     *
     * @param name a field's name
     * @return the path
     */
    public static Loc of(String name) {
        return ROOT.at(name);
    }

    /**
     * Returns the path one step further down.
     *
     * @param next a name or an index
     * @return the longer path
     */
    public Loc at(Object next) {
        return new Loc(this, next);
    }

    /**
     * Returns the path as pydantic writes it.
     *
     * @return names and indexes from the outside in
     */
    public List<Object> steps() {
        List<Object> steps = new ArrayList<>();
        for (Loc at = this; at.parent != null; at = at.parent) {
            steps.add(at.step);
        }
        Collections.reverse(steps);
        return steps;
    }

    @Override
    public String toString() {
        return Paths.join(steps());
    }
}
