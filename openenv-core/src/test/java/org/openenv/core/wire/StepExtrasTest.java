package org.openenv.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.StepOptions;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.FakeEnvironment.Tally;

/** What may stand beside a step's action: what its environment knows, and over WebSocket nothing else. */
class StepExtrasTest {

    private static final String STEP = "{\"type\":\"step\",\"data\":{\"text\":\"hi\"},\"wanted\":[\"a\"]}";

    private final WireCodec<Say, Heard, Tally> codec = new WireCodec<>(FakeEnvironment.TYPES, Set.of("wanted"));
    private final WireCodec<Say, Heard, Tally> plain = new WireCodec<>(FakeEnvironment.TYPES);
    private final ClientMessage.Step<Say> step =
            new ClientMessage.Step<>(new Say("hi", null), StepOptions.none().withExtra("wanted", List.of("a")), null);

    @Test
    void readsWhatTheEnvironmentKnows() {
        assertThat(codec.readClientMessage(STEP)).isEqualTo(step);
        assertThat(codec.readStepBody(
                        "{\"action\":{\"text\":\"hi\"},\"wanted\":[\"a\"],\"other\":1}"
                                .getBytes(StandardCharsets.UTF_8),
                        "application/json"))
                .isEqualTo(step);
    }

    @Test
    void takesNullForNothing() {
        assertThat(codec.readClientMessage(STEP.replace("[\"a\"]", "null")))
                .isEqualTo(new ClientMessage.Step<>(new Say("hi", null), StepOptions.none(), null));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatExceptionOfType(OpenEnvException.class)
                .isThrownBy(() -> plain.readClientMessage(STEP))
                .matches(refusal -> refusal.code() == ErrorCode.VALIDATION_ERROR);
        assertThatExceptionOfType(OpenEnvException.class)
                .isThrownBy(() -> codec.readClientMessage(STEP.replace("wanted", "unwanted")))
                .matches(refusal -> refusal.code() == ErrorCode.VALIDATION_ERROR);
    }

    @Test
    void writesThem() {
        assertThat(codec.write(step)).isEqualTo(STEP);
    }
}
