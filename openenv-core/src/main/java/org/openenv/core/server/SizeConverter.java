package org.openenv.core.server;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of bytes as people write it: {@code 65536}, {@code 64K}, {@code 512M}, {@code 1G}; K is 1024. */
public final class SizeConverter implements ITypeConverter<Long> {

    private static final Pattern FORM = Pattern.compile("(\\d+)([KMGT]?)(?:I?B)?");

    /** Each unit at its power of 1024; no unit is found at 0. */
    private static final String UNITS = " KMGT";

    /** For picocli. */
    public SizeConverter() {}

    @Override
    public Long convert(String text) {
        Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not a size such as 64K, 512M or 1G");
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * UNITS.indexOf(matcher.group(2))));
        } catch (ArithmeticException | NumberFormatException tooLarge) {
            throw new TypeConversionException("'" + text + "' is more bytes than can be counted");
        }
    }
}
