package org.openenv.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openenv.core.Action;
import org.openenv.core.DefaultValue;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.StepOptions;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.WireCodec;

class SealedActionsTest {

    enum Way {
        NORTH,
        SOUTH
    }

    sealed interface Move extends Action permits Go, Rest {}

    record Go(Way way, @DefaultValue("1") int steps) implements Move {}

    record Rest(Optional<Duration> time) implements Move {}

    record Seen() implements Observation {}

    record Where(@Nullable String episodeId, int stepCount) implements State {}

    @Test
    void areToldApartByTheirType() {
        var codec = new WireCodec<>(new EnvironmentTypes<>(Move.class, Seen.class, Where.class));
        assertThat(codec.readClientMessage("{\"type\":\"step\",\"data\":{\"type\":\"go\",\"way\":\"NORTH\"}}"))
                .isEqualTo(new ClientMessage.Step<Move>(new Go(Way.NORTH, 1), StepOptions.none(), null));
        assertThat(codec.write(new ClientMessage.Step<>(
                        new Rest(Optional.of(Duration.ofMillis(1500))), StepOptions.none(), null)))
                .isEqualTo("{\"type\":\"step\",\"data\":{\"type\":\"rest\",\"time\":\"PT1.5S\"}}");
    }
}
