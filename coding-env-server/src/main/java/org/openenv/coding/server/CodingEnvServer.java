package org.openenv.coding.server;

import java.lang.management.ManagementFactory;
import java.util.Map;
import org.slf4j.LoggerFactory;
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
        beside(LoggerFactory::getILoggerFactory);
        beside(ManagementFactory::getPlatformMBeanServer);
        System.exit(commandLine(System.getenv(), args).execute(args));
    }

    /** Does what the host needs later while the options are read: a third of the start is the loading of classes. */
    private static void beside(Runnable work) {
        var thread = new Thread(work, "start");
        thread.setDaemon(true);
        thread.start();
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
