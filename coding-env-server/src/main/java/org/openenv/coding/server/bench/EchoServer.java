package org.openenv.coding.server.bench;

import java.io.IOException;
import java.io.OutputStream;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.CodingTypes;
import org.openenv.core.Environment;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;

/**
 * A program that serves the coding environment's records through the same host, but answers a program's text with itself
 * instead of running it: what a step costs without Python.
 */
final class EchoServer implements EnvironmentProvider<CodeAction, CodeObservation, CodeState> {

    private EchoServer() {}

    /** Serves until its standard input ends, which it does when the benchmark goes. */
    public static void main(String[] args) throws IOException {
        System.setProperty("logback.configurationFile", "org/openenv/core/server/logback-server.xml");
        HostConfig config = HostConfig.defaults()
                .withPort(0)
                .withLimits(limits -> limits.withMaxSessions(Integer.parseInt(args[0])));
        try (EnvironmentHost host = EnvironmentHost.start(config, java.util.List.of(new EchoServer()))) {
            System.out.println("echo at " + host.uri());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Override
    public EnvironmentMetadata metadata() {
        return EnvironmentMetadata.of("echo", "answers with what it is told", "1");
    }

    @Override
    public EnvironmentTypes<CodeAction, CodeObservation, CodeState> types() {
        return CodingTypes.TYPES;
    }

    @Override
    public Environment<CodeAction, CodeObservation, CodeState> create(EnvironmentConfig config) {
        return new Echo();
    }

    private static final class Echo implements Environment<CodeAction, CodeObservation, CodeState> {

        private int steps;

        @Override
        public StepResult<CodeObservation> reset(ResetOptions options) {
            steps = 0;
            return StepResult.of(CodeObservation.empty());
        }

        @Override
        public StepResult<CodeObservation> step(CodeAction action, StepOptions options) {
            steps++;
            return StepResult.of(new CodeObservation(action.code(), "", 0)).withReward(0.1);
        }

        @Override
        public CodeState state() {
            return new CodeState(null, steps, 0);
        }

        @Override
        public void close() {}
    }
}
