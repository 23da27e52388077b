package org.openenv.coding.server;

import java.util.Map;
import picocli.CommandLine;

/**
 * The server as a program: {@code java -jar coding-env-server.jar --help}.
 *
 * <p>It serves the coding environment at the root, and every environment on the class path under {@code /envs/}, until it
 * is told to stop; SIGTERM and SIGINT let running steps end first.
 */
public final class CodingEnvServer {

    private CodingEnvServer() {}

    /**
     * Serves until the process is told to stop. A mistake in the options ends the process with 2, a failure to start with
     * 1, each with one line on stderr.
     *
     * @param args options, as {@code --help} lists them
     */
    public static void main(String[] args) {
        LogConfiguration.choose(System.getenv(), args);
        System.exit(commandLine(System.getenv(), args).execute(args));
    }

    /** Returns the command that these arguments are for, what they leave out taken from environment variables. */
    static CommandLine commandLine(Map<String, String> environment, String... args) {
        var variables = new Variables(environment, args);
        var failures = new Failures(variables);
        return variables
                .applyTo(new CommandLine(new ServerCommand()))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }
}
