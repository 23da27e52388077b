package org.openenv.coding.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.openenv.coding.server.bench.BenchCommand;
import org.openenv.coding.server.kit.InitCommand;
import org.openenv.coding.server.kit.ValidateCommand;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.spi.EnvironmentProviders;
import org.openenv.core.spi.PluginFolder;
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
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {BenchCommand.class, InitCommand.class, ValidateCommand.class},
        usageHelpWidth = 100)
final class ServerCommand implements Callable<Integer> {

    private static final String OPEN_TO_ALL =
            "coding-env-server: warning: whoever reaches %s can run programs here:" + " there is no --auth-token";

    @ArgGroup(validate = false, heading = "%nServing%n")
    private final ListenOptions listen = new ListenOptions();

    @ArgGroup(validate = false, heading = "%nSessions%n")
    private final SessionOptions sessions = new SessionOptions();

    @ArgGroup(validate = false, heading = "%nAccess%n")
    private final AccessOptions access = new AccessOptions();

    @ArgGroup(validate = false, heading = "%nWatching%n")
    private final WatchOptions watch = new WatchOptions();

    @Mixin
    private final CodingOptions coding = new CodingOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Starts the server and stays; the process ends by a signal, whose hook closes the server. */
    @Override
    public Integer call() throws InterruptedException {
        var provider = new CodingEnvironmentProvider(checked(coding::config));
        HostConfig config = checked(() -> hostConfig(provider));
        // Python warms up while the host's classes load; if it can't, the host's own start says why
        var unused = CompletableFuture.runAsync(provider::start);
        EnvironmentHost host = EnvironmentHost.start(config, beside(provider));
        Runtime.getRuntime().addShutdownHook(new Thread(host::close, "shutdown"));
        spec.commandLine()
                .getOut()
                .println(StartLine.of(host, provider, config.limits().maxSessions()));
        if (config.access().authToken() == null && !isLoopback(config.host())) {
            spec.commandLine().getErr().println(OPEN_TO_ALL.formatted(config.host()));
        }
        new CountDownLatch(1).await();
        return 0;
    }

    private HostConfig hostConfig(CodingEnvironmentProvider provider) {
        return watch.applyTo(access.applyTo(sessions.applyTo(listen.applyTo(HostConfig.defaults()))), provider);
    }

    /** Turns what the settings refuse into a mistake of the command line. */
    private <T> T checked(Supplier<T> settings) {
        try {
            return settings.get();
        } catch (IllegalArgumentException senseless) {
            throw new ParameterException(spec.commandLine(), String.valueOf(senseless.getMessage()), senseless);
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException neverServed) {
            return false;
        }
    }

    /** Returns the configured provider, whatever else is on the class path, and what is in the folder of plugins. */
    private List<EnvironmentProvider<?, ?, ?>> beside(CodingEnvironmentProvider coding) {
        List<EnvironmentProvider<?, ?, ?>> providers = new ArrayList<>(EnvironmentProviders.all());
        providers.removeIf(found -> found instanceof CodingEnvironmentProvider);
        providers.add(0, coding);
        Path folder = listen.plugins;
        if (folder != null) {
            PluginFolder.Found found = checked(() -> PluginFolder.scan(folder));
            found.broken()
                    .forEach((jar, reason) -> spec.commandLine()
                            .getErr()
                            .println("coding-env-server: warning: the plugin " + jar + " is left out: " + reason));
            providers.addAll(found.providers());
        }
        return providers;
    }
}
