package org.openenv.coding.client;

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

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.openenv.coding.client", "org.openenv.docker");

    @Test
    void theClientSeesCoresClientAndTheModels() {
        assertThat(classes.size()).as("classes looked at").isPositive();
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("org.openenv..")
                        .and(not(resideInAnyPackage(
                                "org.openenv.coding.client",
                                "org.openenv.docker",
                                "org.openenv.coding",
                                "org.openenv.coding.grading",
                                "org.openenv.core",
                                "org.openenv.core.client",
                                "org.openenv.core.wire",
                                "org.openenv.core.pool",
                                "org.openenv.core.container"))))
                .check(classes);
    }

    @Test
    void theEngineSeesCoresContainersOnly() {
        noClasses()
                .that()
                .resideInAPackage("org.openenv.docker")
                .should()
                .dependOnClassesThat(resideInAPackage("org.openenv..")
                        .and(not(resideInAnyPackage(
                                "org.openenv.docker",
                                "org.openenv.core",
                                "org.openenv.core.wire",
                                "org.openenv.core.container"))))
                .check(classes);
    }

    @Test
    void dockerStaysWithTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.openenv.docker")
                .should()
                .dependOnClassesThat(resideInAPackage("com.github.dockerjava.."))
                .check(classes);
    }
}
