package org.openenv.core.spi;

import org.openenv.core.Environment;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.FakeEnvironment.Tally;

/** A provider that is another class than the fake one, and otherwise the same. */
class Delegating implements EnvironmentProvider<Say, Heard, Tally> {

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
}
