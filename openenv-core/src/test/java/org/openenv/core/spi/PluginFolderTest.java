package org.openenv.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.testing.FakeEnvironment;

class PluginFolderTest {

    private static final String SERVICE = "META-INF/services/" + EnvironmentProvider.class.getName();

    @TempDir
    Path folder;

    private PluginFolder scan() {
        return PluginFolder.scan(folder, List.of());
    }

    @Test
    void refusesWhatIsNoFolder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PluginFolder.scan(folder.resolve("nope"), List.of()))
                .withMessageContaining("nope");
    }

    @Test
    void namesEachBrokenJarAndGoesOn() throws IOException {
        Files.writeString(folder.resolve("a-garbage.jar"), "this is no jar");
        jar("b-empty.jar", "readme.txt", "nothing here");
        jar("c-missing.jar", SERVICE, "org.example.NotThere\n");
        Files.writeString(folder.resolve("notes.txt"), "no jar at all");
        try (PluginFolder found = scan()) {
            assertThat(found.providers()).isEmpty();
            assertThat(found.broken()).hasSize(3);
            assertThat(found.broken().get(folder.resolve("c-missing.jar"))).contains("org.example.NotThere");
            assertThat(found.broken().get(folder.resolve("b-empty.jar"))).contains("names no environment");
        }
    }

    @Test
    void findsAnEnvironmentInAJar() throws IOException {
        plugin("plugin.jar", "plugin");
        try (PluginFolder found = scan();
                EnvironmentHost host =
                        EnvironmentHost.start(HostConfig.defaults().withPort(0), found.providers())) {
            assertThat(found.broken()).isEmpty();
            assertThat(host.names()).containsExactly("plugin");
        }
    }

    @Test
    void leavesOutAJarWhoseEnvironmentHasTheNameOfAnother() throws IOException {
        plugin("a.jar", "plugin");
        plugin("b.jar", "plugin");
        plugin("c.jar", "fake");
        plugin("d.jar", "other");
        try (PluginFolder found = PluginFolder.scan(folder, List.of(new FakeEnvironment.Provider()))) {
            assertThat(found.providers().stream()
                            .map(provider -> provider.metadata().name()))
                    .containsExactly("plugin", "other");
            assertThat(found.broken()).containsOnlyKeys(folder.resolve("b.jar"), folder.resolve("c.jar"));
            assertThat(found.broken().get(folder.resolve("b.jar")))
                    .isEqualTo("its environment 'plugin' has the name of one of a.jar; rename or remove one");
            assertThat(found.broken().get(folder.resolve("c.jar"))).contains("'fake'", "the server's own");
        }
    }

    @Test
    void closesWhatItLeavesOutAndTheJarsAtItsEnd() throws IOException {
        plugin("a.jar", "plugin");
        plugin("b.jar", "plugin");
        System.clearProperty("closed.plugin");
        PluginFolder found = scan();
        assertThat(System.getProperty("closed.plugin")).isEqualTo("true");
        assertThat(PluginJar.open(folder)).containsExactly("a.jar");
        found.close();
        assertThat(PluginJar.open(folder)).isEmpty();
    }

    private void plugin(String jarName, String environment) throws IOException {
        PluginJar.write(folder, jarName, environment);
    }

    private void jar(String name, String entry, String content) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            put(jar, entry, content.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
