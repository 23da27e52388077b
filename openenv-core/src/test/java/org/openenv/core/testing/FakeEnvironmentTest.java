package org.openenv.core.testing;

import org.openenv.core.spi.EnvironmentProvider;

class FakeEnvironmentTest
        implements EnvironmentContract<FakeEnvironment.Say, FakeEnvironment.Heard, FakeEnvironment.Tally> {

    @Override
    public EnvironmentProvider<FakeEnvironment.Say, FakeEnvironment.Heard, FakeEnvironment.Tally> provider() {
        return new FakeEnvironment.Provider();
    }

    @Override
    public FakeEnvironment.Say action() {
        return new FakeEnvironment.Say("hello", null);
    }
}
