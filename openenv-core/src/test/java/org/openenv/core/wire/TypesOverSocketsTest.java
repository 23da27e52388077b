package org.openenv.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.Observation;
import org.openenv.core.ResetOptions;
import org.openenv.core.State;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.client.EnvClient;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.wire.Kinds.Everything;
import org.openenv.core.wire.Kinds.Go;
import org.openenv.core.wire.Kinds.Move;
import org.openenv.core.wire.Kinds.Path;
import org.openenv.core.wire.Kinds.Seen;
import org.openenv.core.wire.Kinds.Stay;
import org.openenv.core.wire.Kinds.Wall;
import org.openenv.core.wire.Kinds.Way;
import org.openenv.core.wire.Kinds.Where;

/** Each type of the wire through a host's and a client's sockets. */
class TypesOverSocketsTest {

    /** An environment that is one function. */
    private record One<A extends Action, O extends Observation, S extends State>(
            EnvironmentTypes<A, O, S> types, java.util.function.Function<A, StepResult<O>> answer, O first, S state)
            implements EnvironmentProvider<A, O, S>, Environment<A, O, S> {

        @Override
        public EnvironmentMetadata metadata() {
            return EnvironmentMetadata.of("one", "Is one function.", "1");
        }

        @Override
        public Environment<A, O, S> create(EnvironmentConfig config) {
            return this;
        }

        @Override
        public StepResult<O> reset(ResetOptions options) {
            return StepResult.of(first).withMetadata("extras", options.extras());
        }

        @Override
        public StepResult<O> step(A action, StepOptions options) {
            return answer.apply(action);
        }

        @Override
        public void close() {}
    }

    private static EnvironmentHost serve(EnvironmentProvider<?, ?, ?> provider) {
        return EnvironmentHost.start(HostConfig.defaults().withPort(0), List.of(provider));
    }

    @Test
    void everyTypeArrivesAsItWasSent() {
        Everything all = Kinds.everything();
        var provider = new One<>(Kinds.TYPES, StepResult::of, all, all);
        try (EnvironmentHost host = serve(provider);
                var client = EnvClient.connect(host.uri(), Kinds.TYPES)) {
            assertThat(client.reset(ResetOptions.none().withExtra("since", Instant.EPOCH))
                            .metadata())
                    .isEqualTo(Map.of("extras", Map.of("since", "1970-01-01T00:00:00Z")));
            assertThat(client.step(all).observation()).isEqualTo(all);
            assertThat(client.state()).isEqualTo(all);
        }
    }

    @Test
    void sealedActionsAndObservationsArriveAsWhatTheyAre() {
        var provider = new One<>(
                Kinds.MOVES,
                (Move move) -> StepResult.<Seen>of(move instanceof Go go ? new Path(List.of(go)) : new Wall())
                        .withMetadata("took", Duration.ofSeconds(1))
                        .withMetadata("maybe", Optional.of(Way.NORTH)),
                new Wall(),
                new Where(null, 0));
        try (EnvironmentHost host = serve(provider);
                var client = EnvClient.connect(host.uri(), Kinds.MOVES)) {
            StepResult<Seen> result = client.step(new Go(Way.NORTH, 2));
            assertThat(result.observation()).isEqualTo(new Path(List.of(new Go(Way.NORTH, 2))));
            assertThat(result.metadata()).isEqualTo(Map.of("took", "PT1S", "maybe", "NORTH"));
            assertThat(client.step(new Stay(Optional.empty())).observation()).isEqualTo(new Wall());
        }
    }

    record Running(Future<String> result) implements Action {}

    @Test
    void aHostDoesNotStartWithRecordsThatCantCross() {
        var types = new EnvironmentTypes<>(Running.class, Wall.class, Where.class);
        var provider = new One<>(types, action -> StepResult.of(new Wall()), new Wall(), new Where(null, 0));
        assertThatIllegalStateException()
                .isThrownBy(() -> serve(provider))
                .withMessageContaining("the environment 'one' can't be served: Running.result can't cross the wire")
                .withMessageContaining("Future");
    }

    @Test
    void aHostTakesAnAddressInBrackets() {
        assertThat(HostConfig.defaults().withHost("[::1]").host()).isEqualTo("::1");
    }
}
