package org.openenv.core;

import java.util.Map;

/**
 * A record whose one component, {@code fields}, is the whole object on the wire: for clients that don't know an
 * environment's records. What JSON knows stands in it: maps, lists, texts, numbers, booleans and null.
 */
public interface FieldMap {

    /**
     * Returns the object's fields.
     *
     * @return values by name, in order
     */
    Map<String, Object> fields();
}
