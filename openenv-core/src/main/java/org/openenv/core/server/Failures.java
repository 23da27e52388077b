package org.openenv.core.server;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openenv.core.server.log.Printable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line on stderr why the program ends: a mistake in the options with code 2, anything else with 1. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final Pattern NO_SETTING = Pattern.compile(
            "Value for option option '(.+?)' \\((.+?)\\) should be in .* format but was (.*)", Pattern.DOTALL);

    private final Variables variables;

    Failures(Variables variables) {
        this.variables = variables;
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        String message = mistake instanceof UnmatchedArgumentException unmatched
                ? unmatched(command, unmatched.getUnmatched().get(0))
                : worded(String.valueOf(mistake.getMessage())) + variables.origin(mistake);
        say(command, message + "; --help lists the options");
        return ExitCode.USAGE;
    }

    /** What picocli says of a setting without a value, in the words of the others. */
    private static String worded(String message) {
        Matcher noSetting = NO_SETTING.matcher(message);
        return noSetting.matches()
                ? "Invalid value for option '" + noSetting.group(1) + "': '" + noSetting.group(3) + "' is not "
                        + noSetting.group(2)
                : message;
    }

    private static String unmatched(CommandLine command, String argument) {
        boolean option = argument.startsWith("-");
        List<String> names = new ArrayList<>(command.getSubcommands().keySet());
        command.getCommandSpec().options().forEach(spec -> names.addAll(List.of(spec.names())));
        String asked = argument.replaceFirst("=.*", "");
        return "Unknown " + (option ? "option" : "argument") + ": '" + argument + "'"
                + Nearest.to(
                                asked,
                                names.stream()
                                        .filter(name -> name.startsWith("-") == option)
                                        .toList())
                        .filter(near -> !near.equals(asked))
                        .map(near -> " (did you mean " + near + "?)")
                        .orElse("");
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        // no logger before this: a class that has one would be loaded while logging is still being set up
        LoggerFactory.getLogger(Failures.class).debug("the server could not start", failure);
        say(command, String.valueOf(failure.getMessage() != null ? failure.getMessage() : failure));
        return ExitCode.SOFTWARE;
    }

    private static void say(CommandLine command, String message) {
        String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + Printable.line(line));
    }
}
