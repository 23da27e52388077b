package org.openenv.core.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The least and the most an option may be, as people write them on the command line: {@code @Bounds(min = "1", max = "365d")}.
 * For options that are a {@code Duration}, or a number that its converter or picocli reads. Looked at after the options are
 * parsed, wherever the value came from.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Bounds {

    /** {@return the least that makes sense} */
    String min();

    /** {@return the most that makes sense} */
    String max();
}
