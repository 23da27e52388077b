package org.openenv.core;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

class FloorsTest {

    private static final String ROOT = "org.openenv.core";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void looksAtTheWholeModule() {
        assertThat(classes).hasSizeGreaterThan(60);
        assertThat(classes.getPackage(ROOT).getSubpackages())
                .extracting(JavaPackage::getRelativeName)
                .containsExactlyInAnyOrder("spi", "wire", "host", "client", "container", "rubric", "conformance");
    }

    @Test
    void noArrowPointsUp() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("core")
                .definedBy(ROOT)
                .layer("spi")
                .definedBy(ROOT + ".spi")
                .layer("wire")
                .definedBy(ROOT + ".wire")
                .layer("host")
                .definedBy(ROOT + ".host")
                .layer("client")
                .definedBy(ROOT + ".client")
                .layer("rubric")
                .definedBy(ROOT + ".rubric")
                .layer("conformance")
                .definedBy(ROOT + ".conformance")
                .whereLayer("rubric")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("conformance")
                .mayNotBeAccessedByAnyLayer()
                .layer("container")
                .definedBy(ROOT + ".container")
                .whereLayer("host")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("client")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("container")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("wire")
                .mayOnlyBeAccessedByLayers("host", "client", "conformance")
                .whereLayer("spi")
                .mayOnlyBeAccessedByLayers("host")
                .check(classes);
    }

    @Test
    void jacksonStaysInTheWire() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".wire")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(classes);
    }

    @Test
    void undertowStaysInTheHost() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".host")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.undertow..", "org.xnio..")
                .check(classes);
    }
}
