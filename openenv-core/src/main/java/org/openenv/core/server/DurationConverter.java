package org.openenv.core.server;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration as people write it: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}, {@code 0}. */
public final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("(\\d+)(ms|s|m|h|d)|0");

    /** Longer ones are mistakes, and would not fit into a number of nanoseconds somewhere. */
    private static final Duration MOST = Duration.ofDays(365);

    /** For picocli. */
    public DurationConverter() {}

    @Override
    public Duration convert(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not a duration such as 500ms, 30s, 5m or 2h");
        }
        if (matcher.group(1) == null) {
            return Duration.ZERO;
        }
        try {
            Duration duration = of(Long.parseLong(matcher.group(1)), matcher.group(2));
            if (duration.compareTo(MOST) <= 0) {
                return duration;
            }
        } catch (ArithmeticException | NumberFormatException tooLong) {
            // said below
        }
        throw new TypeConversionException("'" + text + "' is longer than 365d, the most a duration may be");
    }

    private static Duration of(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
