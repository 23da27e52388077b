package org.openenv.coding.server;

import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.server.bench.BenchCommand;
import org.openenv.coding.server.evaluation.GradeCommand;
import org.openenv.core.host.HostObserver.Exchange;
import org.openenv.core.server.ServerProgram;
import org.openenv.core.spi.EnvironmentProvider;

/**
 * The server as a program: {@code java -jar coding-env-server.jar --help}.
 *
 * <p>It serves the coding environment at the root, and every environment on the class path under {@code /envs/}.
 */
public final class CodingEnvServer {

    private CodingEnvServer() {}

    /**
     * Serves until the process is told to stop.
     *
     * @param args options, as {@code --help} lists them
     */
    public static void main(String[] args) {
        program().run(args);
    }

    /** Returns the program, its options not yet read. */
    static ServerProgram program() {
        return program(System.in);
    }

    static ServerProgram program(InputStream in) {
        var options = new CodingOptions();
        return ServerProgram.named("coding-env-server")
                .withDescription("Serves Python, one process a session, over the OpenEnv protocol.")
                .withEnvironment(options, () -> warmingUp(options.config()))
                .withStepDetails(CodingEnvServer::exitCode)
                .withCommand("run", new RunCommand(options, in))
                .withCommand("bench", new BenchCommand())
                .withCommand("grade", new GradeCommand(NamedLimits::new));
    }

    /** Python warms up while the host's classes load; if it can't, the host's own start says why. */
    private static EnvironmentProvider<?, ?, ?> warmingUp(CodingConfig config) {
        var provider = new CodingEnvironmentProvider(config);
        var unused = CompletableFuture.runAsync(provider::start);
        return provider;
    }

    private static Map<String, Object> exitCode(Exchange exchange) {
        return exchange.result() != null && exchange.result().observation() instanceof CodeObservation seen
                ? Map.of("exit_code", seen.exitCode())
                : Map.of();
    }
}
