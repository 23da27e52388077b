package org.openenv.coding.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.testing.ServeEnvironment;

/** A test of an agent asks for the coding environment's own client. */
@ServeEnvironment(Parrot.class)
class ServedCodingEnvTest {

    @Test
    void aTestIsGivenItsOwnClient(CodingEnv env, CodingEnv other, EnvironmentHost host) {
        assertThat(env.run("hello").observation().stdout()).isEqualTo("hello");
        assertThat(env.runAll(List.of("a", "b")).results())
                .extracting(result -> result.observation().stdout())
                .containsExactly("a", "b");
        assertThat(other.state().stepCount()).isZero();
        assertThat(host.activeSessions()).isEqualTo(2);
    }
}
