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
    private static final String[] INTERNAL = {
        ROOT + ".host.resource",
        ROOT + ".host.tool",
        ROOT + ".host.door",
        ROOT + ".host.validation",
        ROOT + ".host.session",
        ROOT + ".host.files",
        ROOT + ".host.web",
        ROOT + ".host.mcp",
        ROOT + ".host.socket",
        ROOT + ".host.http.."
    };

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void looksAtTheWholeModule() {
        assertThat(classes).hasSizeGreaterThan(60);
        assertThat(classes.getPackage(ROOT).getSubpackages())
                .extracting(JavaPackage::getRelativeName)
                .containsExactlyInAnyOrder(
                        "spi",
                        "wire",
                        "host",
                        "client",
                        "container",
                        "pool",
                        "rollout",
                        "rubric",
                        "conformance",
                        "server");
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
                .definedBy(ROOT + ".wire..")
                .layer("host")
                .definedBy(ROOT + ".host..")
                .layer("client")
                .definedBy(ROOT + ".client")
                .layer("rubric")
                .definedBy(ROOT + ".rubric")
                .layer("conformance")
                .definedBy(ROOT + ".conformance..")
                .layer("server")
                .definedBy(ROOT + ".server..")
                .whereLayer("server")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("rubric")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("conformance")
                .mayOnlyBeAccessedByLayers("server")
                .layer("container")
                .definedBy(ROOT + ".container")
                .whereLayer("host")
                .mayOnlyBeAccessedByLayers("server")
                .layer("pool")
                .definedBy(ROOT + ".pool")
                .layer("rollout")
                .definedBy(ROOT + ".rollout")
                .whereLayer("rollout")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("pool")
                .mayOnlyBeAccessedByLayers("rollout")
                .whereLayer("client")
                .mayOnlyBeAccessedByLayers("pool", "rollout", "server")
                .whereLayer("container")
                .mayOnlyBeAccessedByLayers("pool")
                .whereLayer("wire")
                .mayOnlyBeAccessedByLayers("host", "client", "rollout", "conformance", "server")
                .whereLayer("spi")
                .mayOnlyBeAccessedByLayers("host", "server")
                .check(classes);
    }

    @Test
    void jacksonStaysInTheWire() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".wire..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(classes);
    }

    /** Who embeds a host or is a client has none of it on the class path. */
    @Test
    void whatOnlyAProgramNeedsStaysInTheServer() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", "io.micrometer..", "ch.qos.logback..")
                .check(classes);
    }

    @Test
    void theTypesOfTheWireAreTheWiresOwn() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".wire..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".wire.type..")
                .check(classes);
    }

    @Test
    void typesOfTheWireAreMadeOfSimplerOnes() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("common")
                .definedBy(ROOT + ".wire.type")
                .layer("scalar")
                .definedBy(ROOT + ".wire.type.scalar")
                .layer("container")
                .definedBy(ROOT + ".wire.type.container")
                .layer("record")
                .definedBy(ROOT + ".wire.type.record")
                .whereLayer("record")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("container")
                .mayOnlyBeAccessedByLayers("record")
                .whereLayer("scalar")
                .mayOnlyBeAccessedByLayers("container", "record")
                .check(classes);
    }

    @Test
    void undertowStaysInTheHostsTransport() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".host.http..", ROOT + ".host.socket")
                .and()
                .doNotHaveSimpleName("EnvironmentHost") // the door, which can be mounted in another Undertow
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.undertow..", "org.xnio..")
                .check(classes);
    }

    @Test
    void routesStandOnExchangesAndTheServerOnRoutes() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("exchange")
                .definedBy(ROOT + ".host.http.exchange")
                .layer("file")
                .definedBy(ROOT + ".host.http.file")
                .layer("environment")
                .definedBy(ROOT + ".host.http.environment")
                .layer("http")
                .definedBy(ROOT + ".host.http")
                .whereLayer("http")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("environment")
                .mayOnlyBeAccessedByLayers("http")
                .whereLayer("file")
                .mayOnlyBeAccessedByLayers("environment")
                .check(classes);
    }

    @Test
    void whatIsBehindTheDoorIsTheHostsOwn() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".host..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INTERNAL)
                .check(classes);
    }

    @Test
    void sessionsKnowNoTransportAndNobodyTheDoor() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(ROOT + ".host.session")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".host.http..", ROOT + ".host.socket", ROOT + ".host.mcp", ROOT + ".host.files")
                .check(classes);
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(ROOT + ".host.mcp")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".host.http..", ROOT + ".host.socket")
                .check(classes);
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(ROOT + ".host.tool")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".host.session")
                .check(classes);
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(ROOT + ".host.resource")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".host.tool", ROOT + ".host.validation", ROOT + ".host.session")
                .check(classes);
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAnyPackage(INTERNAL)
                .should()
                .dependOnClassesThat()
                .haveSimpleName("EnvironmentHost")
                .check(classes);
    }
}
