package org.openenv.examples;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Keeps the examples to what a stranger would use. */
class FloorsTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.openenv.examples");

    @Test
    void theTemplateNeedsTheEnvironmentApiAlone() {
        onlySees("org.openenv.examples.echo", "org.openenv.examples.echo", "org.openenv.core", "org.openenv.core.spi");
    }

    @Test
    void theOtherEnvironmentsNeedNoMoreThanRubricsBeside() {
        onlySees("org.openenv.examples.farm", "org.openenv.examples.farm", "org.openenv.core", "org.openenv.core.spi");
        onlySees(
                "org.openenv.examples.guess",
                "org.openenv.examples.guess",
                "org.openenv.core",
                "org.openenv.core.spi",
                "org.openenv.core.rubric");
    }

    @Test
    void theAgentKnowsTheModelsAndNoServer() {
        onlySees(
                "org.openenv.examples.agent",
                "org.openenv.examples.agent",
                "org.openenv.core..",
                "org.openenv.coding",
                "org.openenv.coding.client");
    }

    @Test
    void theProgramsKnowNothingOfHowPythonRuns() {
        onlySees(
                "org.openenv.examples",
                "org.openenv.examples",
                "org.openenv.core",
                "org.openenv.core.spi",
                "org.openenv.core.host",
                "org.openenv.core.client",
                "org.openenv.core.pool",
                "org.openenv.core.rollout",
                "org.openenv.coding",
                "org.openenv.coding.client",
                "org.openenv.coding.server",
                "org.openenv.coding.server.task");
    }

    private void onlySees(String from, String... allowed) {
        assertThat(classes.that(resideInAPackage(from)).size())
                .as("classes looked at in %s", from)
                .isGreaterThan(1);
        noClasses()
                .that(resideInAPackage(from))
                .should()
                .dependOnClassesThat(resideInAPackage("org.openenv..").and(not(resideInAnyPackage(allowed))))
                .check(classes);
    }
}
