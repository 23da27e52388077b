package org.openenv.coding.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.coding.server.packages.PackageSets;
import org.openenv.coding.server.packages.TestWheel;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;

/** An executor that has no place for another process: a client is told to come again, whatever it was to be for. */
class FullExecutorTest {

    @TempDir
    private Path wheels;

    @Test
    void aPlaceThatIsNotThereIsSaidForAnEpisodeAndForTheInstallationOfItsPackages() throws IOException {
        TestWheel.write(wheels, "alpha", "1.0", "py3-none-any", "");
        var executor = new FakeExecutor();
        executor.full = true;
        try (var sets = PackageSets.of(wheels);
                var environment =
                        new CodingEnvironment(executor, ExecutionLimits.defaults(), StepDetails.defaults(), sets)) {
            refuses(environment, ResetOptions.none());
            refuses(environment, ResetOptions.none().withExtra("packages", List.of("alpha")));
        }
    }

    private static void refuses(CodingEnvironment environment, ResetOptions options) {
        assertThatThrownBy(() -> environment.reset(options))
                .isInstanceOfSatisfying(
                        OpenEnvException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CAPACITY_REACHED));
    }
}
