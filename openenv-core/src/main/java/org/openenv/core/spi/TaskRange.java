package org.openenv.core.spi;

import java.util.AbstractList;
import java.util.Objects;

/** Tasks one after another, none of which is held. */
final class TaskRange extends AbstractList<Object> {

    private final TaskSource source;
    private final String split;
    private final int start;
    private final int size;

    TaskRange(TaskSource source, String split, int start, int stop) {
        this.source = source;
        this.split = split;
        this.start = start;
        this.size = stop - start;
    }

    @Override
    public Object get(int index) {
        return source.task(split, start + Objects.checkIndex(index, size));
    }

    @Override
    public int size() {
        return size;
    }
}
