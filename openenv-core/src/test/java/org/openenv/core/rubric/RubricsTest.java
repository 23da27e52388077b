package org.openenv.core.rubric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openenv.core.rubric.Rubrics.gate;
import static org.openenv.core.rubric.Rubrics.list;
import static org.openenv.core.rubric.Rubrics.part;
import static org.openenv.core.rubric.Rubrics.scoring;
import static org.openenv.core.rubric.Rubrics.sequential;
import static org.openenv.core.rubric.Rubrics.trajectory;
import static org.openenv.core.rubric.Rubrics.weightedSum;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openenv.core.Environment;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.StepResult;
import org.openenv.core.Transform;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.testing.FakeEnvironment;
import org.openenv.core.testing.FakeEnvironment.Heard;
import org.openenv.core.testing.FakeEnvironment.Say;
import org.openenv.core.testing.FakeEnvironment.Tally;
import org.openenv.core.testing.HostedEnvironment;

class RubricsTest {

    private static final Say SAY = new Say("hi", null);
    private static final StepResult<Heard> HEARD = StepResult.of(new Heard("hi", null), 0.1);

    private final Rubric<Say, Heard> half = scoring((action, result) -> 0.5);
    private final Rubric<Say, Heard> length =
            scoring((action, result) -> action.text().length());
    private final Rubric<Say, Heard> zero = scoring((action, result) -> 0);
    private final Rubric<Say, Heard> unasked = scoring((action, result) -> {
        throw new AssertionError("asked");
    });

    @Test
    void weighsItsParts() {
        Score score =
                weightedSum(part("half", 2, half), part("length", 0.25, length)).score(SAY, HEARD);

        assertThat(score.value()).isEqualTo(1.5);
        assertThat(score.byPath()).containsExactly(Map.entry("half", 0.5), Map.entry("length", 2.0));
    }

    @Test
    void namesThePartsOfPartsByPath() {
        Rubric<Say, Heard> style = list(part("half", half), part("length", length));
        Rubric<Say, Heard> whole = weightedSum(part("style", style), part("zero", zero));

        assertThat(whole.score(SAY, HEARD).byPath().keySet())
                .containsExactly("style", "style.half", "style.length", "zero");
        assertThat(whole.children()).containsOnlyKeys("style", "zero").containsValue(style);
    }

    @Test
    void aListScoresTheMeanOfItsParts() {
        assertThat(list(part("half", half), part("length", length))
                        .score(SAY, HEARD)
                        .value())
                .isEqualTo(1.25);
    }

    @Test
    void aSequenceEndsAtTheFirstZero() {
        Score score = sequential(part("half", half), part("zero", zero), part("unasked", unasked))
                .score(SAY, HEARD);

        assertThat(score.value()).isZero();
        assertThat(score.parts()).containsOnlyKeys("half", "zero");
    }

    @Test
    void aSequenceWithoutAZeroScoresAsItsLastPart() {
        assertThat(sequential(part("half", half), part("length", length))
                        .score(SAY, HEARD)
                        .value())
                .isEqualTo(2);
    }

    @Test
    void aGateLetsThroughWhatReachesItsThreshold() {
        assertThat(gate("half", 0.5, half).score(SAY, HEARD).value()).isEqualTo(0.5);
        Score below = gate("half", 0.51, half).score(SAY, HEARD);
        assertThat(below.value()).isZero();
        assertThat(below.byPath()).containsEntry("half", 0.5);
    }

    @Test
    void aTrajectoryIsScoredWhenTheEpisodeIsDoneAndItsStepsAreCredited() {
        Rubric<Say, Heard> rubric = trajectory(0.5, moves -> moves.size());

        assertThat(rubric.score(SAY, HEARD)).isEqualTo(Score.of(0));
        assertThat(rubric.score(SAY, HEARD)).isEqualTo(Score.of(0));
        Score last = rubric.score(SAY, HEARD.asDone());
        assertThat(last.value()).isEqualTo(3);
        assertThat(last.steps()).containsExactly(0.75, 1.5, 3.0);
    }

    @Test
    void aResetForgetsTheTrajectoryHoweverDeepItStands() {
        Rubric<Say, Heard> steps = trajectory(1, moves -> moves.size());
        Rubric<Say, Heard> nested = gate("outer", 0, list(part("steps", steps))).heardBy((action, result, score) -> {});

        nested.score(SAY, HEARD);
        nested.reset();

        assertThat(nested.score(SAY, HEARD.asDone()).value()).isEqualTo(1);
    }

    @Test
    void aListenerHearsEachScoreAndChangesNone() {
        List<Double> heard = new ArrayList<>();
        Rubric<Say, Heard> rubric =
                list(part("half", half.heardBy((action, result, score) -> heard.add(score.value()))));

        assertThat(rubric.score(SAY, HEARD).value()).isEqualTo(0.5);
        assertThat(heard).containsExactly(0.5);
    }

    @Test
    void replacesTheRewardOrAddsToIt() {
        assertThat(half.asReward().onStep(SAY, HEARD).reward()).isEqualTo(0.5);
        assertThat(half.asBonus().onStep(SAY, HEARD).reward()).isEqualTo(0.6);
    }

    @Test
    void partsReachTheClientInMetadataBesideTheReward() {
        Transform<Say, Heard> reward =
                weightedSum(part("half", 2, half), part("length", length)).asReward();
        var provider = new RewardedFakes(reward);
        try (var hosted = HostedEnvironment.serve(provider)) {
            StepResult<Heard> result = hosted.connect().step(SAY);

            assertThat(result.reward()).isEqualTo(3.0);
            assertThat(result.metadata())
                    .containsEntry("rubric", Map.of("score", 3.0, "parts", Map.of("half", 0.5, "length", 2.0)));
        }
    }

    @Test
    void refusesNamesAndNumbersThatMakeNoSense() {
        assertThatThrownBy(() -> list(part("half", half), part("half", zero))).hasMessage("two parts are named 'half'");
        assertThatThrownBy(() -> part("a.b", half)).hasMessageContaining("was 'a.b'");
        assertThatThrownBy(() -> part("half", Double.NaN, half)).hasMessageContaining("weight of 'half'");
        assertThatThrownBy(() -> trajectory(1.1, moves -> 0)).hasMessage("gamma must be 0 to 1, was 1.1");
        assertThatThrownBy(() -> scoring((Say action, StepResult<Heard> result) -> Double.POSITIVE_INFINITY)
                        .score(SAY, HEARD))
                .hasMessage("a score must be finite, was Infinity");
    }

    @Test
    void aCopyRemembersTheEpisodeSoFarAndGoesOnByItself() {
        Rubric<Say, Heard> moves = trajectory(1, episode -> episode.size());
        Rubric<Say, Heard> whole =
                weightedSum(part("moves", list(part("all", gate("g", 0.5, moves)))), part("half", half));
        whole.score(SAY, HEARD);
        Rubric<Say, Heard> copy = whole.copy();
        whole.score(SAY, HEARD);

        assertThat(copy.score(SAY, HEARD.asDone()).value()).isEqualTo(2.5);
        assertThat(whole.score(SAY, HEARD.asDone()).value()).isEqualTo(3.5);
        assertThat(half.copy()).isSameAs(half);
        Rubric<Say, Heard> forgetful = new Rubric<>() {
            @Override
            public Score score(Say action, StepResult<Heard> result) {
                return Score.of(0);
            }

            @Override
            public void reset() {}
        };
        assertThatThrownBy(forgetful::copy).hasMessageContaining("give it a copy()");
        assertThatThrownBy(() -> forgetful.asReward().copy()).hasMessageContaining("give it a copy()");
    }

    /** Fake environments whose results pass through a transform. */
    private record RewardedFakes(Transform<Say, Heard> reward) implements EnvironmentProvider<Say, Heard, Tally> {

        @Override
        public EnvironmentMetadata metadata() {
            return EnvironmentMetadata.of("rewarded", "A fake with a rubric.", "1");
        }

        @Override
        public EnvironmentTypes<Say, Heard, Tally> types() {
            return FakeEnvironment.TYPES;
        }

        @Override
        public Environment<Say, Heard, Tally> create(EnvironmentConfig config) {
            return new FakeEnvironment.Provider().create(config).with(reward);
        }
    }
}
