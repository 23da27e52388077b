package org.openenv.examples.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A local Maven repository with nothing in it but the artifacts of this build, as {@code mvn install} would put them there.
 * Whatever else a project needs comes from the repository this build itself used, or from Central.
 */
final class ThrowawayRepository {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String VERSION = System.getProperty("project.version");
    private static final List<String> MODULES =
            List.of("openenv-core", "coding-env-models", "coding-env-server", "coding-env-client");

    private final Path folder;

    private ThrowawayRepository(Path folder) {
        this.folder = folder;
    }

    static ThrowawayRepository in(Path folder) throws IOException {
        ThrowawayRepository repository = new ThrowawayRepository(folder);
        repository.install("openenv-parent", ROOT, "pom");
        for (String module : MODULES) {
            repository.install(module, ROOT.resolve(module), "pom", "jar");
        }
        repository.copy(
                ROOT.resolve("openenv-core/target/openenv-core-" + VERSION + "-tests.jar"),
                "openenv-core",
                "-tests.jar");
        Files.writeString(folder.resolve("settings.xml"), """
                <settings>
                  <profiles>
                    <profile>
                      <id>cache</id>
                      <repositories>
                        <repository><id>cache</id><url>%1$s</url><snapshots><enabled>false</enabled></snapshots></repository>
                      </repositories>
                      <pluginRepositories>
                        <pluginRepository><id>cache</id><url>%1$s</url><snapshots><enabled>false</enabled></snapshots></pluginRepository>
                      </pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>cache</activeProfile></activeProfiles>
                </settings>
                """.formatted(
                        Path.of(System.getProperty("maven.repository")).toUri()));
        return repository;
    }

    private void install(String artifact, Path module, String... types) throws IOException {
        for (String type : types) {
            Path file = type.equals("pom")
                    ? module.resolve("pom.xml")
                    : module.resolve("target/" + artifact + "-" + VERSION + "." + type);
            copy(file, artifact, "." + type);
        }
    }

    private void copy(Path file, String artifact, String suffix) throws IOException {
        Path target = folder.resolve("org/openenv")
                .resolve(artifact)
                .resolve(VERSION)
                .resolve(artifact + "-" + VERSION + suffix);
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }

    Path folder() {
        return folder;
    }

    Path settings() {
        return folder.resolve("settings.xml");
    }
}
