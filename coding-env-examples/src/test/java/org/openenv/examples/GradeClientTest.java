package org.openenv.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openenv.coding.client.CodingEnv;
import org.openenv.coding.grading.CaseStatus;
import org.openenv.coding.grading.CaseVerdict;
import org.openenv.coding.grading.Comparison;
import org.openenv.coding.grading.GradeOptions;
import org.openenv.coding.grading.Submission;
import org.openenv.coding.grading.TestCase;
import org.openenv.coding.grading.Tests;
import org.openenv.coding.grading.Verdict;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;

/** Programs judged through the client, over a real server. */
class GradeClientTest {

    private static final GradeOptions PATIENT = GradeOptions.defaults().withCaseTimeout(Duration.ofSeconds(30));

    @Test
    void eachKindOfCaseCrossesTheWireAndTheVerdictComesBackTyped() {
        var submission = new Submission("""
                def same(value):
                    return value
                if __name__ == "__main__":
                    print(float(input()) / 3)
                """);
        Map<Object, Object> map = Map.of(1, Arrays.asList(null, true, 1.5, Double.NaN), "b", new byte[] {1, -1});
        var tests = Tests.of(
                new TestCase.Program("third", 3, "1", "0.3333", new Comparison(Comparison.Kind.FLOAT, 1e-3, null)),
                TestCase.program("1", "0.3333"),
                TestCase.program("9", "").withName("odd"),
                TestCase.call("same", List.of(map), map),
                TestCase.call("same", List.of(Set.of(1, 2)), Set.of(2, 1)),
                TestCase.asserts("assert same([1]) == [1]"),
                TestCase.file("import unittest", false));
        try (var host = EnvironmentHost.start(HostConfig.defaults().withPort(0).withDefaultEnvironment("coding_env"));
                var env = CodingEnv.connect(host.uri())) {
            env.reset();
            env.run("kept = 1");
            Verdict verdict = env.grade(submission, tests, PATIENT);

            assertThat(verdict.cases().stream().map(CaseVerdict::status))
                    .as(verdict.toString())
                    .containsExactly(
                            CaseStatus.PASSED,
                            CaseStatus.WRONG_ANSWER,
                            CaseStatus.WRONG_ANSWER,
                            CaseStatus.PASSED,
                            CaseStatus.PASSED,
                            CaseStatus.PASSED,
                            CaseStatus.NOT_RUN);
            assertThat(verdict.score()).isCloseTo(6 / 9.0, within(1e-9));
            assertThat(verdict.forgeable()).isFalse();
            CaseVerdict odd = verdict.cases().get(2);
            assertThat(odd.name()).isEqualTo("odd");
            assertThat(odd.actual()).isEqualTo("3.0\n");
            assertThat(odd.wall()).isPositive();
            assertThat(odd.peakMemoryBytes()).isPositive();
            assertThat(env.grade(submission, tests, PATIENT.withHide(true).withScore(new GradeOptions.Score(true, 1)))
                            .score())
                    .isEqualTo(1);
            assertThat(env.run("kept").metadata()).containsEntry("result", "1");

            assertThatThrownBy(() -> env.grade(submission, Tests.of(new TestCase.Call("c", 1, "f", "{}", "1", 0))))
                    .isInstanceOfSatisfying(
                            OpenEnvException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.VALIDATION_ERROR));
        }
    }
}
