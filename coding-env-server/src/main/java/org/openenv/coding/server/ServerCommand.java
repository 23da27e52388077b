package org.openenv.coding.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
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
        usageHelpWidth = 100)
final class ServerCommand implements Callable<Integer> {

    @ArgGroup(validate = false, heading = "%nServing%n")
    private final ListenOptions listen = new ListenOptions();

    @ArgGroup(validate = false, heading = "%nSessions%n")
    private final SessionOptions sessions = new SessionOptions();

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
        HostConfig config = checked(() -> config(provider));
        EnvironmentHost host = EnvironmentHost.start(config, beside(provider));
        Runtime.getRuntime().addShutdownHook(new Thread(host::close, "shutdown"));
        AuthToken.warning(config).ifPresent(spec.commandLine().getErr()::println);
        spec.commandLine().getOut().println(StartLine.of(host, provider, config.maxSessions()));
        new CountDownLatch(1).await();
        return 0;
    }

    private HostConfig config(CodingEnvironmentProvider provider) {
        HostConfig.Builder config = HostConfig.builder();
        listen.applyTo(config);
        sessions.applyTo(config);
        watch.applyTo(config, provider);
        return config.build();
    }

    private <T> T checked(Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException senseless) {
            throw new ParameterException(spec.commandLine(), String.valueOf(senseless.getMessage()));
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
                            .println("warning: the plugin " + jar + " is left out: " + reason));
            providers.addAll(found.providers());
        }
        return providers;
    }
}
