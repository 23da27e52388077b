package org.openenv.coding.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Keeps the arrows between packages pointing down. */
class FloorsTest {

    private static final String SERVER = "org.openenv.coding.server";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(SERVER);

    @Test
    void theExecutorSpiSeesNothingAboveIt() {
        onlySees(SERVER + ".python", SERVER + ".python", "org.openenv.core");
    }

    @Test
    void theWorkersSeeTheSpi() {
        onlySees(
                SERVER + ".python.worker",
                SERVER + ".python.worker",
                SERVER + ".python.replay",
                SERVER + ".python",
                "org.openenv.core");
    }

    @Test
    void theReplaySeesTheSpi() {
        onlySees(SERVER + ".python.replay", SERVER + ".python.replay", SERVER + ".python");
    }

    @Test
    void theTransformsSeeTheModelsAndCore() {
        onlySees(SERVER + ".transform", SERVER + ".transform", "org.openenv.coding", "org.openenv.core");
    }

    @Test
    void theBenchmarkSeesTheHostAndTheWorkersButNotTheServer() {
        onlySees(
                SERVER + ".bench",
                SERVER + ".bench",
                SERVER + ".python",
                SERVER + ".python.worker",
                "org.openenv.coding",
                "org.openenv.core",
                "org.openenv.core.spi",
                "org.openenv.core.host",
                "org.openenv.core.wire");
    }

    @Test
    void theGraderSeesTheExecutorSpiAndTheErrors() {
        onlySees(
                SERVER + ".grading",
                SERVER + ".grading",
                SERVER + ".python",
                "org.openenv.coding.grading",
                "org.openenv.core");
    }

    @Test
    void thePackagesSeeTheExecutorSpi() {
        onlySees(SERVER + ".packages", SERVER + ".packages", SERVER + ".python", "org.openenv.core");
    }

    @Test
    void theDoorsSeeTheGraderAndTheExecutorSpi() {
        onlySees(
                SERVER + ".door",
                SERVER + ".door",
                SERVER + ".grading",
                SERVER + ".python",
                "org.openenv.coding",
                "org.openenv.core",
                "org.openenv.core.spi");
    }

    @Test
    void theFormatsOfTasksSeeTheGraderAlone() {
        onlySees(SERVER + ".task.format", SERVER + ".task.format", SERVER + ".grading", "org.openenv.coding.grading");
    }

    @Test
    void theTasksSeeTheirFormatsTheGraderAndTheExecutorSpi() {
        onlySees(
                SERVER + ".task",
                SERVER + ".task",
                SERVER + ".task.format",
                SERVER + ".grading",
                SERVER + ".python",
                "org.openenv.coding",
                "org.openenv.coding.grading",
                "org.openenv.core",
                "org.openenv.core.spi",
                "org.openenv.core.rubric");
    }

    @Test
    void theEvaluationSeesTheTasksTheGraderAndTheWorkers() {
        onlySees(
                SERVER + ".evaluation",
                SERVER + ".evaluation",
                SERVER + ".task",
                SERVER + ".task.format",
                SERVER + ".grading",
                SERVER + ".python",
                SERVER + ".python.worker",
                "org.openenv.coding.grading",
                "org.openenv.core.server");
    }

    @Test
    void theServerSeesEverythingButTheClient() {
        onlySees(
                SERVER,
                SERVER,
                SERVER + ".evaluation",
                SERVER + ".task",
                SERVER + ".door",
                SERVER + ".bench",
                SERVER + ".grading",
                SERVER + ".packages",
                SERVER + ".transform",
                SERVER + ".python",
                SERVER + ".python.worker",
                "org.openenv.coding",
                "org.openenv.coding.grading",
                "org.openenv.core",
                "org.openenv.core.spi",
                "org.openenv.core.host",
                "org.openenv.core.server");
    }

    @Test
    void jsonStaysWithTheWorkersAndTheGrader() {
        noClasses()
                .that(resideInAPackage(SERVER + "..")
                        .and(not(resideInAnyPackage(
                                SERVER + ".python.worker",
                                SERVER + ".grading",
                                SERVER + ".door",
                                SERVER + ".task.format",
                                SERVER + ".evaluation"))))
                .should()
                .dependOnClassesThat(resideInAPackage("com.fasterxml.jackson.."))
                .check(classes);
    }

    private void onlySees(String from, String... allowed) {
        assertThat(classes.that(resideInAPackage(from)).size())
                .as("classes looked at in %s", from)
                .isGreaterThan(3);
        noClasses()
                .that(resideInAPackage(from))
                .should()
                .dependOnClassesThat(resideInAPackage("org.openenv..").and(not(resideInAnyPackage(allowed))))
                .check(classes);
    }
}
