package org.openenv.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a record's component is where a message leaves it out: {@code record Move(@DefaultValue("1") int steps)}.
 *
 * <p>It stands in the schema, and makes the component one that need not be sent. A default that does not fit its component
 * is refused when the host or the client starts.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface DefaultValue {

    /**
     * Returns the value: of a text, number, boolean, enum or date the text itself, of anything else JSON.
     *
     * @return such as {@code 1}, {@code north}, {@code [1, 2]}
     */
    String value();
}
