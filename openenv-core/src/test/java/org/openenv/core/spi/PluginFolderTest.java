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
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;

class PluginFolderTest {

    private static final String SERVICE = "META-INF/services/" + EnvironmentProvider.class.getName();

    @TempDir
    Path folder;

    @Test
    void refusesWhatIsNoFolder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PluginFolder.scan(folder.resolve("nope")))
                .withMessageContaining("nope");
    }

    @Test
    void namesEachBrokenJarAndGoesOn() throws IOException {
        Files.writeString(folder.resolve("a-garbage.jar"), "this is no jar");
        jar("b-empty.jar", "readme.txt", "nothing here");
        jar("c-missing.jar", SERVICE, "org.example.NotThere\n");
        Files.writeString(folder.resolve("notes.txt"), "no jar at all");
        PluginFolder.Found found = PluginFolder.scan(folder);
        assertThat(found.providers()).isEmpty();
        assertThat(found.broken()).hasSize(3);
        assertThat(found.broken().get(folder.resolve("c-missing.jar"))).contains("org.example.NotThere");
        assertThat(found.broken().get(folder.resolve("b-empty.jar"))).contains("names no environment");
    }

    /** The class is compiled here, so that nothing but the jar has it. */
    @Test
    void findsAnEnvironmentInAJar() throws IOException {
        Path source = folder.resolve("Plugin.java");
        Files.writeString(source, """
                import org.openenv.core.*;
                import org.openenv.core.spi.*;
                public final class Plugin implements EnvironmentProvider<Plugin.A, Plugin.O, Plugin.S> {
                    public record A(String text) implements Action {}
                    public record O(String text) implements Observation {}
                    public record S(String episodeId, int stepCount) implements State {}
                    public EnvironmentMetadata metadata() { return EnvironmentMetadata.of("plugin", "x", "1"); }
                    public EnvironmentTypes<A, O, S> types() { return new EnvironmentTypes<>(A.class, O.class, S.class); }
                    public Environment<A, O, S> create(EnvironmentConfig config) { throw new IllegalStateException(); }
                }
                """);
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(compiled).isZero();
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("plugin.jar")))) {
            put(jar, SERVICE, "Plugin".getBytes(StandardCharsets.UTF_8));
            for (String name : List.of("Plugin", "Plugin$A", "Plugin$O", "Plugin$S")) {
                put(jar, name + ".class", Files.readAllBytes(folder.resolve(name + ".class")));
            }
        }
        PluginFolder.Found found = PluginFolder.scan(folder);
        assertThat(found.broken()).isEmpty();
        assertThat(found.providers())
                .singleElement()
                .satisfies(provider -> assertThat(provider.metadata().name()).isEqualTo("plugin"));
        try (EnvironmentHost host = EnvironmentHost.start(HostConfig.defaults().withPort(0), found.providers())) {
            assertThat(host.names()).containsExactly("plugin");
        }
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
