package org.openenv.core.server;

import java.time.Duration;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** How options are read, whether from a command line or from environment variables alone. */
public final class Options {

    /** How wide the help's column of options is. */
    private static final int LONGEST_OPTION = 30;

    private Options() {}

    /**
     * Fills an object's options from environment variables.
     *
     * @param options an object whose fields picocli fills
     * @param environment variables by name
     * @param <T> the object's type
     * @return the object
     * @throws IllegalArgumentException if a variable makes no sense; the message says which
     */
    public static <T> T fromVariables(T options, Map<String, String> environment) {
        var variables = new Variables(environment);
        CommandLine command = teach(new CommandLine(options)).setDefaultValueProvider(variables);
        try {
            command.parseArgs();
            OptionBounds.check(command);
            return options;
        } catch (ParameterException wrong) {
            throw new IllegalArgumentException(wrong.getMessage() + variables.origin(wrong), wrong);
        }
    }

    /** Makes a command understand durations and numbers as people write them, and name variables in its help. */
    static CommandLine teach(CommandLine command) {
        return command.setUsageHelpLongOptionsMaxWidth(LONGEST_OPTION)
                .setHelpFactory(new OptionsHelp())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, new DurationConverter())
                .registerConverter(int.class, count())
                .registerConverter(Integer.class, count());
    }

    private static ITypeConverter<Integer> count() {
        return text -> {
            try {
                return Integer.valueOf(text.strip());
            } catch (NumberFormatException none) {
                throw new TypeConversionException("'" + text + "' is not a whole number of at most 2147483647");
            }
        };
    }
}
