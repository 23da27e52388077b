package org.openenv.coding.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openenv.core.container.ContainerException;
import org.openenv.core.container.ContainerSpec;
import org.openenv.core.testing.FakeContainerProvider;

class CodingEnvContainerTest {

    private final FakeContainerProvider engine = new FakeContainerProvider(Parrot::new, 1);

    @AfterEach
    void nothingIsLeft() {
        assertThat(engine.open()).isEmpty();
    }

    @Test
    void closingTheEnvironmentEndsItsContainer() {
        CodingEnv env = CodingEnv.inContainer(engine, ContainerSpec.of("fake"));
        env.reset();
        assertThat(env.run("1").observation().stdout()).isEqualTo("1");
        assertThat(engine.open()).hasSize(1);

        env.close();
        env.close();

        assertThat(engine.open()).isEmpty();
        assertThat(env.isOpen()).isFalse();
    }

    @Test
    void aContainerThatDoesNotGetReadyIsNotLeft() {
        ContainerSpec failing = ContainerSpec.of("fake").withEnv(FakeContainerProvider.EXIT, "3");

        assertThatThrownBy(() -> CodingEnv.inContainer(engine, failing).close())
                .isInstanceOf(ContainerException.class)
                .hasMessageContaining("exit code 3");
    }

    @Test
    void connectingLeavesTheContainerToWhoStartedIt() {
        try (var container = engine.start(ContainerSpec.of("fake"))) {
            CodingEnv.connect(container.baseUri()).close();

            assertThat(container.isRunning()).isTrue();
        }
    }
}
