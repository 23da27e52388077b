package org.openenv.core.server;

import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Holds each option of a command against its {@link Bounds}. */
final class OptionBounds {

    private OptionBounds() {}

    /**
     * Checks what was parsed.
     *
     * @throws ParameterException for the first option that is out of its bounds; it says what they are
     */
    static void check(CommandLine command) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (option.userObject() instanceof AnnotatedElement field && field.isAnnotationPresent(Bounds.class)) {
                check(command, option, field.getAnnotation(Bounds.class));
            }
        }
    }

    private static void check(CommandLine command, OptionSpec option, Bounds bounds) {
        Object value = option.getValue();
        if (value == null) {
            return;
        }
        if (compare(value, read(option, bounds.min())) < 0 || compare(value, read(option, bounds.max())) > 0) {
            throw new ParameterException(
                    command,
                    option.longestName() + " must be " + bounds.min() + " to " + bounds.max() + ", was "
                            + told(option, value),
                    option,
                    String.valueOf(value));
        }
    }

    /** What the user wrote, where he did. */
    private static String told(OptionSpec option, Object value) {
        return option.originalStringValues().isEmpty()
                ? String.valueOf(value)
                : option.originalStringValues().get(0);
    }

    private static Object read(OptionSpec option, String text) {
        for (ITypeConverter<?> converter : option.converters()) {
            return convert(converter, text);
        }
        return option.type() == Duration.class ? convert(new DurationConverter(), text) : Long.valueOf(text);
    }

    private static Object convert(ITypeConverter<?> converter, String text) {
        try {
            return converter.convert(text);
        } catch (Exception broken) {
            throw new IllegalStateException("a bound that its own option can't read: " + text, broken);
        }
    }

    private static int compare(Object value, Object bound) {
        if (value instanceof Duration duration) {
            return duration.compareTo((Duration) bound);
        }
        return Long.compare(((Number) value).longValue(), ((Number) bound).longValue());
    }
}
