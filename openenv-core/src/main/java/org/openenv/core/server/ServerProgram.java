package org.openenv.core.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.MissingDependencyException;
import org.openenv.core.host.HostObserver.Exchange;
import org.openenv.core.spi.EnvironmentProvider;
import picocli.CommandLine;

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
    record Own(
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
     * Returns this program with a further command beside {@code init}, {@code validate} and {@code mcp}.
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
        try {
            requirePicocli();
        } catch (MissingDependencyException missing) {
            System.err.println(name + ": " + missing.getMessage());
            System.exit(1);
        }
        new ProgramCommand(name, own).run(args);
    }

    private static void requirePicocli() {
        MissingDependencyException.require("picocli.CommandLine", "info.picocli:picocli", "a server as a program");
    }

    /**
     * Returns the command that these arguments are for, to be executed elsewhere than in {@code main}.
     *
     * @param environment variables, from which comes what the arguments leave out
     * @param args the arguments
     * @return the command, which executing does not end the process; serving, it does not return
     */
    public CommandLine commandLine(Map<String, String> environment, String... args) {
        return new ProgramCommand(name, own).commandLine(environment, args);
    }
}
