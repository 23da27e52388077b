package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.openenv.coding.server.python.worker.WorkerConfig;
import org.openenv.core.host.HostConfig;
import org.openenv.core.server.kit.ValidateCommand;
import org.openenv.core.testing.HostedEnvironment;
import picocli.CommandLine;

class ValidateTest {

    /** It writes, raises, and says what its random numbers are: all of it must come again to the letter. */
    private static final String ACTION = "--action={\"code\": \"import random\\nprint(random.random())\\n1/0\"}";

    private final StringWriter out = new StringWriter();

    @Test
    void theCodingEnvironmentPassesEveryCheck() {
        var provider = new CodingEnvironmentProvider(
                CodingConfig.defaults().withWorker(WorkerConfig.defaults().withPool(2)));
        try (var hosted = HostedEnvironment.serve(
                provider, HostConfig.defaults().withLimits(limits -> limits.withMaxSessions(3)))) {
            assertThat(validate(hosted.host().uri().toString(), "--strict", "--level=semantic", ACTION))
                    .as(out.toString())
                    .isZero();
            assertThat(out.toString())
                    .contains("pass  keeps-the-episode-id", "pass  repeats-to-the-letter", " 0 failed");
        }
    }

    private int validate(String... args) {
        return new CommandLine(new ValidateCommand())
                .setOut(new PrintWriter(out))
                .execute(args);
    }
}
