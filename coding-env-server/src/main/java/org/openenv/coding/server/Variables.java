package org.openenv.coding.server;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.IOptionRenderer;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.IHelpFactory;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The environment variable of each option: it gives the option's value where the command line has none, and the help
 * names it. Three have the names that OpenEnv servers know, the others are {@code OPENENV_} and the option's name.
 */
final class Variables implements IDefaultValueProvider, IHelpFactory {

    private static final Map<String, String> WELL_KNOWN =
            Map.of("--host", "HOST", "--port", "PORT", "--max-sessions", "MAX_CONCURRENT_ENVS");

    /** How wide the help's column of options is. */
    private static final int LONGEST_OPTION = 30;

    private final Map<String, String> environment;
    private final List<String> args;

    /** Makes the variables of a command line, which come second to its arguments. */
    Variables(Map<String, String> environment, String... args) {
        this.environment = environment;
        this.args = List.of(args);
    }

    /** Makes a command read variables, name them in its help and understand durations. */
    CommandLine applyTo(CommandLine command) {
        return command.setDefaultValueProvider(this)
                .setHelpFactory(this)
                .setUsageHelpLongOptionsMaxWidth(LONGEST_OPTION)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, new DurationConverter());
    }

    /** Returns the name of an option's variable; empty for {@code --help} and its like. */
    static Optional<String> of(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return Optional.empty();
        }
        String name = option.longestName();
        String derived = "OPENENV_" + name.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
        return Optional.of(WELL_KNOWN.getOrDefault(name, derived));
    }

    /**
     * Returns the text of an option's variable; {@code null} if it is not set, set to nothing, or overridden, so that
     * nobody looks at what it says.
     */
    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        return of(arg).filter(variable -> !overridden(((OptionSpec) arg).longestName()))
                .map(environment::get)
                .filter(text -> !text.isBlank())
                .orElse(null);
    }

    private boolean overridden(String option) {
        return args.stream().anyMatch(text -> text.equals(option) || text.startsWith(option + "="));
    }

    /** Says which variable a wrong value came from; nothing if it came from the command line. */
    String origin(ParameterException mistake) {
        ArgSpec arg = mistake.getArgSpec();
        return arg == null || defaultValue(arg) == null
                ? ""
                : of(arg).map(variable -> " (from the environment variable " + variable + ")")
                        .orElse("");
    }

    @Override
    public Help create(CommandSpec command, ColorScheme colors) {
        return new Help(command, colors) {
            @Override
            public IOptionRenderer createDefaultOptionRenderer() {
                IOptionRenderer plain = super.createDefaultOptionRenderer();
                return (option, label, scheme) -> of(option)
                        .map(variable -> withLine(plain.render(option, label, scheme), note(variable, option)))
                        .orElseGet(() -> plain.render(option, label, scheme));
            }
        };
    }

    private static String note(String variable, OptionSpec option) {
        return option.defaultValue() == null ? variable : variable + ", default " + option.defaultValue();
    }

    /** Adds a row with a text in the last column, where the descriptions are. */
    private static Ansi.Text[][] withLine(Ansi.Text[][] rows, String line) {
        Ansi.Text[] row = new Ansi.Text[rows[0].length];
        Arrays.fill(row, Ansi.OFF.text(""));
        row[row.length - 1] = Ansi.OFF.text("[" + line + "]");
        Ansi.Text[][] more = Arrays.copyOf(rows, rows.length + 1);
        more[rows.length] = row;
        return more;
    }
}
