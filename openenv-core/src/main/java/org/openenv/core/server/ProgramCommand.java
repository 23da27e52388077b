package org.openenv.core.server;

import java.lang.management.ManagementFactory;
import java.util.Map;
import org.openenv.core.server.kit.InitCommand;
import org.openenv.core.server.kit.ValidateCommand;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The command line of a program: a class of its own, which is loaded when picocli is known to be there. */
final class ProgramCommand {

    private final String name;
    private final ServerProgram.Own own;

    ProgramCommand(String name, ServerProgram.Own own) {
        this.name = name;
        this.own = own;
    }

    /** Runs it, and ends the process. */
    void run(String... args) {
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

    CommandLine commandLine(Map<String, String> environment, String... args) {
        var variables = new Variables(environment, args);
        var failures = new Failures(variables);
        var serve = new ServeCommand(name, own.provider(), own.stepDetails(), variables);
        CommandLine command = new CommandLine(command(serve));
        command.addSubcommand("init", new InitCommand())
                .addSubcommand("validate", new ValidateCommand())
                .addSubcommand("mcp", new McpCommand(serve, System.in))
                .addSubcommand("replay", new ReplayCommand(serve));
        own.commands().forEach(command::addSubcommand);
        Options.teach(command)
                .setExecutionStrategy(ProgramCommand::checkedAndRun)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
        command.getCommandSpec().defaultValueProvider(variables);
        return command;
    }

    private CommandSpec command(ServeCommand serve) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(serve);
        spec.name(name).versionProvider(() -> new String[] {Version.line(name)});
        spec.usageMessage()
                .customSynopsis(
                        "java -jar " + name + ".jar [OPTION]...", "      java -jar " + name + ".jar COMMAND --help")
                .description(
                        "",
                        own.description(),
                        "Under each option stands the environment variable that sets it too.",
                        "");
        if (own.options() != null) {
            spec.addMixin("own", CommandSpec.forAnnotatedObject(own.options()));
        }
        return spec;
    }
}
