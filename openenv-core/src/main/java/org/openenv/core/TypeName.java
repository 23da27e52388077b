package org.openenv.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names a record among those of its sealed interface; without it, the record's own name in snake case. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface TypeName {

    /**
     * Returns the name.
     *
     * @return what stands in the discriminator's field, such as {@code call_tool}
     */
    String value();
}
