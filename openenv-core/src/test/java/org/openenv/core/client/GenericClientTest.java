package org.openenv.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.HostedEnvironment;

class GenericClientTest {

    @Test
    void drivesAnEnvironmentWhoseRecordsItDoesNotKnow() {
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider());
                var client = EnvClient.generic(hosted.host().uri().toString())) {
            client.reset();
            var result = client.step(GenericAction.of("text", "hi"));
            assertThat(result.observation().fields())
                    .containsEntry("text", "hi")
                    .containsEntry("seed", null);
            assertThat(result.reward()).isEqualTo(0.1);
            assertThat(client.state().stepCount()).isEqualTo(1);
            assertThat(client.state().fields()).containsEntry("last_text", "hi");
        }
    }

    @Test
    void aRefusedStepIsToldApartFromThoseBesideIt() {
        try (var hosted = HostedEnvironment.serve(new FakeEnvironment.Provider());
                var client = EnvClient.generic(hosted.host().uri().toString())) {
            client.reset();
            var good = client.stepAsync(GenericAction.of("text", "one"));
            var bad = client.stepAsync(GenericAction.of("words", "two"));
            var last = client.stepAsync(GenericAction.of("text", "three"));
            assertThat(good.join().observation().fields()).containsEntry("text", "one");
            assertThatThrownBy(bad::join)
                    .cause()
                    .hasMessageContaining("Invalid message: text: Field required; words: Extra inputs");
            assertThat(last.join().observation().fields()).containsEntry("text", "three");
        }
    }
}
