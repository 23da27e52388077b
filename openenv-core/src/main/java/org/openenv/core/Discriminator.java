package org.openenv.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the field that tells which record of a sealed interface a message holds; without it, {@code type}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Discriminator {

    /**
     * Returns the field's name.
     *
     * @return a name that none of the records' components has
     */
    String value();
}
