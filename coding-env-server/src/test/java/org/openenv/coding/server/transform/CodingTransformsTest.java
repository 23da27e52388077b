package org.openenv.coding.server.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.core.StepResult;
import org.openenv.core.Transform;

class CodingTransformsTest {

    private static final String NINETY_FIVE_X = "x".repeat(95);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            print(1)                       | false |  0.1 |
            ""                             | false |  0.1 |
            1/0                            | false |  0.1 |
            def f(:                        | true  | -0.1 |
            import os                      | false | -0.9 | import\\s+os
            import os; def f(:             | true  | -1.1 | import\\s+os
            import  \t os                  | false | -0.9 | import\\s+os
            from os import path            | false |  0.1 |
            import subprocess              | false | -0.9 | import\\s+subprocess
            eval('1')                      | false | -0.9 | eval\\(
            exec('1')                      | false | -0.9 | exec\\(
            __import__('os')               | false | -0.9 | __import__
            open('f')                      | false | -0.9 | open\\(
            x = 'open('                    | false | -0.9 | open\\(
            # import os                    | false | -0.9 | import\\s+os
            open('f'); import os           | false | -0.9 | import\\s+os
            Import os                      | false |  0.1 |
            importos                       | false |  0.1 |
            evaluate(1)                    | false |  0.1 |
            """)
    void safeRewardsTheTextOfAShortProgram(
            String code, boolean syntaxError, double reward, @Nullable String violation) {
        StepResult<CodeObservation> result = judge(CodingTransforms.safe(), code, syntaxError);

        assertThat(result.reward()).isEqualTo(reward);
        assertThat(result.metadata().get("safety_violation")).isEqualTo(violation);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            print(1)    | false |  0.0
            import os   | false | -1.0
            def f(:     | true  | -0.2
            import os(  | true  | -1.2
            """)
    void aLongProgramEarnsNoBonus(String start, boolean syntaxError, double reward) {
        String code = start + " # " + NINETY_FIVE_X;

        assertThat(judge(CodingTransforms.safe(), code, syntaxError).reward()).isEqualTo(reward);
    }

    @Test
    void aResetIsLeftAlone() {
        var reset = StepResult.of(CodeObservation.empty(), 0.0);

        assertThat(CodingTransforms.safe().onReset(reset)).isSameAs(reset);
    }

    @Test
    void whatTheStepEarnedBeforeIsKept() {
        var earned = StepResult.of(CodeObservation.empty(), 2.0);

        assertThat(CodingTransforms.safe()
                        .onStep(new CodeAction("print(1)"), earned)
                        .reward())
                .isEqualTo(2.1);
    }

    @Nested
    class TheLengthOfAProgram {

        @Test
        void upToOneHundredCodePointsIsShort() {
            assertThat(quality("x".repeat(100))).isEqualTo(0.1);
            assertThat(quality("x".repeat(101))).isEqualTo(0.0);
        }

        @Test
        void countsCodePointsNotChars() {
            assertThat(quality("😀".repeat(100))).isEqualTo(0.1);
            assertThat(quality("😀".repeat(101))).isEqualTo(0.0);
            assertThat(quality("\ud800".repeat(100))).isEqualTo(0.1);
        }

        @Test
        void leavesOutPythonsWhiteSpaceAroundTheProgram() {
            String white = "\t\n\u000b\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680"
                    + "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
                    + "\u2028\u2029\u202f\u205f\u3000";

            assertThat(quality(white + "x".repeat(100) + white)).isEqualTo(0.1);
            assertThat(quality(white + white + white + white)).isEqualTo(0.1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\u200b", "\u180e", "\ufeff", "\u0000", "\u2060"})
        void countsWhatPythonDoesNotTakeForWhiteSpace(String mark) {
            assertThat(quality(mark + "x".repeat(100))).isEqualTo(0.0);
        }

        private @Nullable Double quality(String code) {
            return judge(new CodeQualityTransform(), code, false).reward();
        }
    }

    @Nested
    class Settings {

        @Test
        void decideThePatternsAndThePenalty() {
            var transform = new CodeSafetyTransform(List.of("rm\\s-rf", "\\\\s"), -5.0);

            assertThat(judge(transform, "rm\u001d-rf", false).reward()).isEqualTo(-5.0);
            assertThat(judge(transform, "a\\s", false).metadata()).containsEntry("safety_violation", "\\\\s");
            assertThat(judge(transform, "import os", false).reward()).isEqualTo(0.0);
        }

        @Test
        void decideTheLengthTheBonusAndTheSyntaxPenalty() {
            var transform = new CodeQualityTransform(3, 0.5, -2.0);

            assertThat(judge(transform, "abc", false).reward()).isEqualTo(0.5);
            assertThat(judge(transform, "abcd", false).reward()).isEqualTo(0.0);
            assertThat(judge(transform, "a", true).reward()).isEqualTo(-1.5);
        }

        @Test
        void areCheckedWhereTheyEnter() {
            assertThatThrownBy(() -> new CodeSafetyTransform(List.of("("), -1.0))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new CodeSafetyTransform(List.of(), Double.NaN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("penalty must be finite, was NaN");
            assertThatThrownBy(() -> new CodeQualityTransform(-1, 0.1, -0.2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("maxLength must be zero or more, was -1");
        }
    }

    private static StepResult<CodeObservation> judge(
            Transform<CodeAction, CodeObservation> transform, String code, boolean syntaxError) {
        StepResult<CodeObservation> result = StepResult.of(CodeObservation.empty());
        return transform.onStep(new CodeAction(code), syntaxError ? result.withMetadata("syntax_error", true) : result);
    }
}
