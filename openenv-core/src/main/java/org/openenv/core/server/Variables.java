package org.openenv.core.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The environment variables of the options: each gives its option's value where the command line has none. An option's
 * variable is {@code OPENENV_} and the option's name; some have, as an alias, the name that other OpenEnv servers know.
 */
final class Variables implements IDefaultValueProvider {

    private static final String PREFIX = "OPENENV_";
    private static final Map<String, String> ALIASES = Map.of(
            "--host", "HOST",
            "--port", "PORT",
            "--max-sessions", "MAX_CONCURRENT_ENVS",
            "--web", "ENABLE_WEB_INTERFACE");

    private final Map<String, String> environment;
    private final List<String> args;

    /** Makes the variables of a command line, which come second to its arguments. */
    Variables(Map<String, String> environment, String... args) {
        this.environment = environment;
        this.args = List.of(args);
    }

    /** Returns the names of an option's variables, the one that wins first; none for {@code --help} and its like. */
    static List<String> of(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (String name : option.names()) {
            if (name.startsWith("--")) {
                names.add(PREFIX + name.substring(2).toUpperCase(Locale.ROOT).replace('-', '_'));
            }
        }
        String alias = ALIASES.get(option.longestName());
        if (alias != null) {
            names.add(alias);
        }
        return names;
    }

    /**
     * Returns the text of an option's variable; {@code null} if it is not set, set to nothing, or overridden, so that
     * nobody looks at what it says.
     */
    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        String name = variable(arg);
        return name == null ? null : environment.get(name);
    }

    /** Returns the variable that gives an option its value; {@code null} if none does. */
    private @Nullable String variable(ArgSpec arg) {
        List<String> names = of(arg);
        if (names.isEmpty() || overridden((OptionSpec) arg)) {
            return null;
        }
        return names.stream().filter(this::isSet).findFirst().orElse(null);
    }

    private boolean isSet(String name) {
        return !Objects.requireNonNullElse(environment.get(name), "").isBlank();
    }

    private boolean overridden(OptionSpec option) {
        return args.stream()
                .anyMatch(text -> List.of(option.names()).stream()
                        .anyMatch(name -> text.equals(name) || text.startsWith(name + "=")));
    }

    /** Says which variable a wrong value came from; nothing if it came from the command line. */
    String origin(ParameterException mistake) {
        ArgSpec arg = mistake.getArgSpec();
        String name = arg == null ? null : variable(arg);
        return name == null ? "" : " (from the environment variable " + name + ")";
    }

    /** Returns a warning for each variable that looks like an option's and is none, with the name it may have meant. */
    List<String> warnings(CommandSpec command) {
        Set<String> known = new TreeSet<>();
        command.options().forEach(option -> known.addAll(of(option)));
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
                .sorted()
                .map(name -> "nothing reads the environment variable " + name
                        + Nearest.to(name.substring(PREFIX.length()), withoutPrefix(known))
                                .map(near -> "; did you mean " + PREFIX + near + "?")
                                .orElse("; --help names those there are"))
                .toList();
    }

    /** All names have it alike, so that it says nothing about which one is near. */
    private static List<String> withoutPrefix(Set<String> names) {
        return names.stream()
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> name.substring(PREFIX.length()))
                .toList();
    }
}
