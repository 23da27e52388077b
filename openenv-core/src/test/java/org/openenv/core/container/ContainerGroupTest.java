package org.openenv.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openenv.core.container.ContainerException.Kind;
import org.openenv.core.testing.Eventually;
import org.openenv.core.testing.FakeContainerProvider;
import org.openenv.core.testing.FakeEnvironment;

class ContainerGroupTest {

    private final FakeContainerProvider engine = new FakeContainerProvider(FakeEnvironment.Provider::new, 4);

    @AfterEach
    void nothingIsLeft() {
        assertThat(engine.open()).isEmpty();
    }

    @Test
    void startsThemAllAndEndsThemAll() {
        try (ContainerGroup group = ContainerGroup.start(engine, ContainerSpec.of("fake"), 3)) {
            assertThat(group.servers()).hasSize(3).doesNotHaveDuplicates();
            assertThat(group.servers())
                    .allSatisfy(server -> assertThat(Health.ailment(server, Duration.ofSeconds(5)))
                            .isEmpty());
            group.close();
        }
    }

    @Test
    void putsAnotherInThePlaceOfALostOne() {
        try (ContainerGroup group = ContainerGroup.start(engine, ContainerSpec.of("fake"), 2)) {
            URI lost = group.servers().get(0);
            engine.crash(lost);

            group.lost(lost, "crashed");
            group.lost(lost, "crashed");

            Eventually.await("two servers again", () -> group.servers().size() == 2);
            assertThat(group.servers()).doesNotContain(lost);
            assertThat(engine.started()).isEqualTo(3);
        }
    }

    @Test
    void goesOnTryingWhileTheEngineRefuses() {
        try (ContainerGroup group = ContainerGroup.start(engine, ContainerSpec.of("fake"), 1)) {
            engine.refuse(Kind.NO_ENGINE);
            group.lost(group.servers().get(0), "crashed");
            Eventually.await("the lost one is closed", () -> engine.open().isEmpty());
            assertThat(group.servers()).isEmpty();

            engine.refuse(null);

            Eventually.await("a server again", () -> group.servers().size() == 1);
        }
    }

    @Test
    void leavesNoneWhenOneCantBeStarted() {
        ContainerSpec broken = ContainerSpec.of("fake").withEnv(FakeContainerProvider.EXIT, "3");

        assertThatThrownBy(() -> ContainerGroup.start(engine, broken, 2).close())
                .isInstanceOf(ContainerException.class)
                .hasMessageContaining("exit code 3");
    }

    @Test
    void leavesNoneWhenItsStartIsInterrupted() throws InterruptedException {
        ContainerSpec silent = ContainerSpec.of("fake").withEnv(FakeContainerProvider.SILENT, "1");
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        Thread starting = new Thread(() -> {
            try {
                ContainerGroup.start(engine, silent, 2).close();
            } catch (ContainerException failure) {
                outcome.set(failure);
            }
        });
        starting.start();
        Eventually.await("both run", () -> engine.open().size() == 2);

        starting.interrupt();

        starting.join(60_000);
        assertThat(outcome.get())
                .isInstanceOfSatisfying(
                        ContainerException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED));
    }

    @Test
    void refusesSeveralWithOneNameOrPort() {
        ContainerSpec named = ContainerSpec.of("fake").withName("only-one");
        ContainerSpec bound = ContainerSpec.of("fake").withHostPort(8000);

        assertThatIllegalArgumentException().isThrownBy(() -> ContainerGroup.start(engine, named, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> ContainerGroup.start(engine, bound, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContainerGroup.start(engine, ContainerSpec.of("fake"), 0));
    }
}
