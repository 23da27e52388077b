package org.openenv.core.server;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.MissingDependencyException;
import org.openenv.core.host.HostObserver.Exchange;
import org.openenv.core.server.kit.InitCommand;
import org.openenv.core.server.kit.ValidateCommand;
import org.openenv.core.spi.EnvironmentProvider;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * A server as a program: every environment on the class path behind the options that {@code --help} lists, until the process
 * is told to stop; SIGTERM and SIGINT let running steps end first. One line is a whole {@code main}:
 *
 * <pre>{@code ServerProgram.named("my-env").run(args);}</pre>
 *
 * <p>Immutable.
 */
public final class ServerProgram {

    /** What a program has of its own; the rest is the same for all. */
    private record Own(
            String description,
            @Nullable Object options,
            @Nullable Supplier<EnvironmentProvider<?, ?, ?>> provider,
            Map<String, Object> commands,
            Function<Exchange, Map<String, Object>> stepDetails) {}

    private final String name;
    private final Own own;

    private ServerProgram(String name, Own own) {
        this.name = name;
        this.own = own;
    }

    /**
     * Serves every environment on the class path.
     *
     * @param args options, as {@code --help} lists them
     */
    public static void main(String[] args) {
        named("openenv-server").run(args);
    }

    /**
     * Returns a program that serves every environment on the class path.
     *
     * @param name the program's name, that of its jar without {@code .jar}
     * @return the program
     */
    public static ServerProgram named(String name) {
        Objects.requireNonNull(name, "name is required");
        return new ServerProgram(
                name,
                new Own(
                        "Serves environments over the OpenEnv protocol, each session in one of its own.",
                        null,
                        null,
                        Map.of(),
                        exchange -> Map.of()));
    }

    /**
     * Returns this program with a description.
     *
     * @param sentence what {@code --help} says first
     * @return the copy
     */
    public ServerProgram withDescription(String sentence) {
        return new ServerProgram(name, new Own(sentence, own.options, own.provider, own.commands, own.stepDetails));
    }

    /**
     * Returns this program with an environment that has options of its own. It is served at the root unless an option names
     * another.
     *
     * @param options an object whose fields picocli fills; their variables, bounds and help are as for the server's own
     * @param provider makes the environment's provider once the options are read; an {@link IllegalArgumentException} of
     *     its is reported as a mistake in the options
     * @return the copy
     */
    public ServerProgram withEnvironment(Object options, Supplier<EnvironmentProvider<?, ?, ?>> provider) {
        return new ServerProgram(name, new Own(own.description, options, provider, own.commands, own.stepDetails));
    }

    /**
     * Returns this program with a further command beside {@code init} and {@code validate}.
     *
     * @param command its name
     * @param implementation an object that picocli knows as a command
     * @return the copy
     */
    public ServerProgram withCommand(String command, Object implementation) {
        Map<String, Object> commands = new LinkedHashMap<>(own.commands);
        commands.put(command, implementation);
        return new ServerProgram(name, new Own(own.description, own.options, own.provider, commands, own.stepDetails));
    }

    /**
     * Returns this program with more in the lines that {@code --log-steps} writes.
     *
     * @param details values by name for a reset or step; possibly none
     * @return the copy
     */
    public ServerProgram withStepDetails(Function<Exchange, Map<String, Object>> details) {
        return new ServerProgram(name, new Own(own.description, own.options, own.provider, own.commands, details));
    }

    /**
     * Serves until the process is told to stop, and ends it. A mistake in the options ends it with 2, a failure to start with
     * 1, each with one line on stderr.
     *
     * @param args options, as {@code --help} lists them
     */
    public void run(String... args) {
        requirePicocli();
        LogConfiguration.choose(System.getenv(), args);
        // a third of the start is the loading of classes: what the host needs later is loaded while the options are
        // read
        Thread logging = beside(LoggerFactory::getILoggerFactory);
        beside(ManagementFactory::getPlatformMBeanServer);
        CommandLine command = commandLine(System.getenv(), args);
        command.setExecutionStrategy(parsed -> {
            // a logger made while logging is being set up would complain of it on stderr
            join(logging);
            return checkedAndRun(parsed);
        });
        System.exit(command.execute(args));
    }

    private void requirePicocli() {
        try {
            MissingDependencyException.require(
                    "picocli.CommandLine", "info.picocli:picocli", "a server as a program");
        } catch (MissingDependencyException missing) {
            System.err.println(name + ": " + missing.getMessage());
            System.exit(1);
        }
    }

    private static Thread beside(Runnable work) {
        var thread = new Thread(work, "start");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int checkedAndRun(ParseResult parsed) {
        for (CommandLine command : parsed.asCommandLineList()) {
            OptionBounds.check(command);
        }
        return new RunLast().execute(parsed);
    }

    /**
     * Returns the command that these arguments are for, to be executed elsewhere than in {@code main}.
     *
     * @param environment variables, from which comes what the arguments leave out
     * @param args the arguments
     * @return the command, which executing does not end the process; serving, it does not return
     */
    public CommandLine commandLine(Map<String, String> environment, String... args) {
        var variables = new Variables(environment, args);
        var failures = new Failures(variables);
        CommandLine command = new CommandLine(command(variables));
        command.addSubcommand("init", new InitCommand()).addSubcommand("validate", new ValidateCommand());
        own.commands.forEach(command::addSubcommand);
        Options.teach(command)
                .setExecutionStrategy(ServerProgram::checkedAndRun)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
        command.getCommandSpec().defaultValueProvider(variables);
        return command;
    }

    private CommandSpec command(Variables variables) {
        var serve = new ServeCommand(name, own.provider, own.stepDetails, variables);
        CommandSpec spec = CommandSpec.forAnnotatedObject(serve);
        spec.name(name).versionProvider(() -> new String[] {Version.line(name)});
        spec.usageMessage()
                .customSynopsis(
                        "java -jar " + name + ".jar [OPTION]...", "      java -jar " + name + ".jar COMMAND --help")
                .description(
                        "", own.description, "Under each option stands the environment variable that sets it too.", "");
        if (own.options != null) {
            spec.addMixin("own", CommandSpec.forAnnotatedObject(own.options));
        }
        return spec;
    }
}
