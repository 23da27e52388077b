package org.openenv.core.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.openenv.core.Environment;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.FakeEnvironment.Tally;

class StartLineTest {

    @Test
    void anEnvironmentThatHoldsLessThanTheSessionsSaysSo() {
        List<EnvironmentProvider<?, ?, ?>> providers = List.of(new Narrow());
        try (var host = EnvironmentHost.start(HostConfig.defaults().withPort(0), providers)) {
            assertThat(StartLine.of("server", host, 8, providers))
                    .endsWith("at most 8 sessions, but 7 of fake, for which the machine has room");
            assertThat(StartLine.of("server", host, 7, providers)).endsWith("at most 7 sessions");
        }
    }

    private static final class Narrow implements EnvironmentProvider<Say, Heard, Tally> {

        private final FakeEnvironment.Provider fake = new FakeEnvironment.Provider();

        @Override
        public EnvironmentMetadata metadata() {
            return fake.metadata();
        }

        @Override
        public EnvironmentTypes<Say, Heard, Tally> types() {
            return fake.types();
        }

        @Override
        public Environment<Say, Heard, Tally> create(EnvironmentConfig config) {
            return fake.create(config);
        }

        @Override
        public OptionalInt capacity() {
            return OptionalInt.of(7);
        }
    }
}
