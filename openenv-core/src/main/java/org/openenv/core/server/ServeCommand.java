package org.openenv.core.server;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.openenv.core.MissingDependencyException;
import org.openenv.core.host.HostConfig;
import org.openenv.core.host.HostObserver.Exchange;
import org.openenv.core.server.log.Printable;
import org.openenv.core.spi.EnvironmentProvider;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a server does when no other command is named: serve; picocli fills the fields. */
@Command(
        sortOptions = false,
        mixinStandardHelpOptions = true,
        usageHelpWidth = 100,
        commandListHeading = "%nCommands%n")
final class ServeCommand implements Callable<Integer> {

    private static final String OPEN_TO_ALL =
            "whoever reaches %s can use the environments here: there is no --auth-token";

    @ArgGroup(validate = false, heading = "%nServing%n")
    private final ListenOptions listen = new ListenOptions();

    @ArgGroup(validate = false, heading = "%nSessions%n")
    private final SessionOptions sessions = new SessionOptions();

    @ArgGroup(validate = false, heading = "%nAccess%n")
    private final AccessOptions access = new AccessOptions();

    @ArgGroup(validate = false, heading = "%nWatching%n")
    private final WatchOptions watch = new WatchOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final String name;
    private final @Nullable Supplier<EnvironmentProvider<?, ?, ?>> own;
    private final Function<Exchange, Map<String, Object>> stepDetails;
    private final Variables variables;

    ServeCommand(
            String name,
            @Nullable Supplier<EnvironmentProvider<?, ?, ?>> own,
            Function<Exchange, Map<String, Object>> stepDetails,
            Variables variables) {
        this.name = name;
        this.own = own;
        this.stepDetails = stepDetails;
        this.variables = variables;
    }

    /** Starts the server and stays; the process ends by a signal, whose hook closes the server. */
    @Override
    public Integer call() throws InterruptedException {
        variables.warnings(spec).forEach(this::warn);
        RunningServer server = start(config -> config);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        spec.commandLine().getOut().println(server.startLine(name));
        HostConfig config = server.config();
        if (config.access().authToken() == null && !config.loopback()) {
            warn(OPEN_TO_ALL.formatted(config.host()));
        }
        new CountDownLatch(1).await();
        return 0;
    }

    /** Says what is missing before anything is started, and before a class is loaded that can't be without it. */
    private static void requireLibraries() {
        MissingDependencyException.require(
                "io.undertow.server.HttpHandler", "io.undertow:undertow-core", "serving environments");
        MissingDependencyException.require(
                "io.micrometer.prometheusmetrics.PrometheusMeterRegistry",
                "io.micrometer:micrometer-registry-prometheus",
                "/metrics");
    }

    /** Starts the server with what the options say, and what is changed of that. */
    RunningServer start(UnaryOperator<HostConfig> change) {
        requireLibraries();
        HostConfig config =
                checked(() -> change.apply(access.applyTo(sessions.applyTo(listen.applyTo(HostConfig.defaults())))));
        Environments environments = checked(() -> Environments.of(own, listen.plugins));
        try {
            environments.leftOut().forEach(this::warn);
            HostConfig configured = checked(() -> environments.configure(config, listen.settings));
            Watching watching = checked(() -> Watching.of(watch, config, stepDetails, environments.all()));
            return RunningServer.start(configured, environments, watching);
        } catch (RuntimeException | Error failure) {
            environments.close();
            throw failure;
        }
    }

    private void warn(String text) {
        spec.commandLine().getErr().println(name + ": warning: " + Printable.line(text));
    }

    /** Turns what the settings refuse into a mistake of the command line. */
    private <T> T checked(Supplier<T> settings) {
        try {
            return settings.get();
        } catch (IllegalArgumentException senseless) {
            throw new ParameterException(spec.commandLine(), String.valueOf(senseless.getMessage()), senseless);
        }
    }
}
