package org.openenv.coding.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.openenv.coding.server.bench.BenchCommand;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.spi.EnvironmentProviders;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command of the runnable jar; picocli fills the fields. */
@Command(
        name = "coding-env-server",
        customSynopsis = "java -jar coding-env-server.jar [OPTION]...",
        description = {
            "",
            "Serves Python, one process a session, over the OpenEnv protocol.",
            "Under each option stands the environment variable that sets it too.",
            ""
        },
        subcommands = BenchCommand.class,
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpWidth = 100)
final class ServerCommand implements Callable<Integer> {

    @ArgGroup(validate = false, heading = "%nServing%n")
    private final ListenOptions listen = new ListenOptions();

    @Mixin
    private final CodingOptions coding = new CodingOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Starts the server and stays; the process ends by a signal, whose hook closes the server. */
    @Override
    public Integer call() throws InterruptedException {
        var provider = new CodingEnvironmentProvider(checkedCoding());
        EnvironmentHost host = EnvironmentHost.start(checkedListen(), beside(provider));
        Runtime.getRuntime().addShutdownHook(new Thread(host::close, "shutdown"));
        spec.commandLine().getOut().println(StartLine.of(host, provider, listen.maxSessions));
        new CountDownLatch(1).await();
        return 0;
    }

    private HostConfig checkedListen() {
        try {
            return listen.config();
        } catch (IllegalArgumentException senseless) {
            throw new ParameterException(spec.commandLine(), String.valueOf(senseless.getMessage()));
        }
    }

    private CodingConfig checkedCoding() {
        try {
            return coding.config();
        } catch (IllegalArgumentException senseless) {
            throw new ParameterException(spec.commandLine(), String.valueOf(senseless.getMessage()));
        }
    }

    /** Returns the configured provider and whatever else is on the class path. */
    private static List<EnvironmentProvider<?, ?, ?>> beside(CodingEnvironmentProvider coding) {
        List<EnvironmentProvider<?, ?, ?>> providers = new ArrayList<>(EnvironmentProviders.all());
        providers.removeIf(found -> found instanceof CodingEnvironmentProvider);
        providers.add(0, coding);
        return providers;
    }
}
