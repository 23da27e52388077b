package org.openenv.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepResultTest {

    private record Seen(String text) implements Observation {}

    private static final StepResult<Seen> RESULT = StepResult.of(new Seen("a"));

    @Test
    void startsWithoutRewardEndOrMetadata() {
        assertThat(RESULT).isEqualTo(new StepResult<>(new Seen("a"), null, false, Map.of()));
    }

    @Test
    void changesACopyOnly() {
        assertThat(RESULT.withReward(1.0).plusReward(0.5).reward()).isEqualTo(1.5);
        assertThat(RESULT.plusReward(0.5).reward()).isEqualTo(0.5);
        assertThat(RESULT.asDone().done()).isTrue();
        assertThat(RESULT.withMetadata("a", 1).withMetadata("a", 2).metadata()).containsExactly(Map.entry("a", 2));
        assertThat(RESULT.withReward(1.0).withReward(null)).isEqualTo(RESULT);
    }

    @Test
    void copiesItsMetadata() {
        Map<String, Object> mine = new HashMap<>(Map.of("a", 1));
        StepResult<Seen> result = new StepResult<>(new Seen("a"), null, false, mine);
        mine.put("b", 2);
        assertThat(result.metadata()).containsOnlyKeys("a");
        assertThatThrownBy(() -> result.metadata().put("c", 3)).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesARewardThatIsNoNumber(double reward) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RESULT.withReward(reward))
                .withMessageContaining("must be finite");
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> StepOptions.timeout(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResetOptions.none().withSeed(-1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResetOptions.none().withEpisodeId("e".repeat(256)));
        assertThat(ResetOptions.none().withEpisodeId("😀".repeat(255)).episodeId())
                .isNotNull();
    }

    @Test
    void refusesTypesAndNamesThatCantBeServed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EnvironmentTypes<>(Action.class, Seen.class, State.class))
                .withMessageContaining("must be a record");
        assertThatIllegalArgumentException().isThrownBy(() -> EnvironmentMetadata.of("a/b", "x", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> EnvironmentMetadata.of("", "x", "1"));
    }
}
