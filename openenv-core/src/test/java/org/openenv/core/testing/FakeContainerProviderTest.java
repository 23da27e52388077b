package org.openenv.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.openenv.core.container.ContainerProvider;
import org.openenv.core.container.ContainerSpec;

class FakeContainerProviderTest implements ContainerProviderContract {

    private final FakeContainerProvider provider = new FakeContainerProvider(FakeEnvironment.Provider::new, 4);

    @AfterEach
    void nothingIsLeft() {
        assertThat(provider.open()).isEmpty();
    }

    @Override
    public ContainerProvider provider() {
        return provider;
    }

    @Override
    public ContainerSpec healthy() {
        return ContainerSpec.of("fake");
    }

    @Override
    public ContainerSpec failing() {
        return ContainerSpec.of("fake").withEnv(FakeContainerProvider.EXIT, "3");
    }

    @Override
    public ContainerSpec silent() {
        return ContainerSpec.of("fake").withEnv(FakeContainerProvider.SILENT, "1");
    }

    @Override
    public ContainerSpec missing() {
        return ContainerSpec.of(FakeContainerProvider.NO_SUCH_IMAGE);
    }
}
