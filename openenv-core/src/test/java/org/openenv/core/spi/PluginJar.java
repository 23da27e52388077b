package org.openenv.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Makes jars with an environment whose class is compiled here, so that nothing but the jar has it. */
public final class PluginJar {

    private static final String SERVICE = "META-INF/services/" + EnvironmentProvider.class.getName();

    private PluginJar() {}

    /**
     * Writes a jar. Its environment can't be made; its gauges {@code greeting_at_start} and {@code greeting_when_made} are the
     * length of the setting {@code greeting}. Closing its provider sets the system property {@code closed.NAME}.
     */
    public static void write(Path folder, String jarName, String environment) throws IOException {
        Path classes = Files.createDirectory(folder.resolve(jarName + ".classes"));
        Path source = classes.resolve("Plugin.java");
        Files.writeString(source, """
                import org.openenv.core.*;
                import org.openenv.core.spi.*;
                public final class Plugin implements EnvironmentProvider<Plugin.A, Plugin.O, Plugin.S> {
                    public record A(String text) implements Action {}
                    public record O(String text) implements Observation {}
                    public record S(String episodeId, int stepCount) implements State {}
                    private volatile int started;
                    private volatile int made;
                    public EnvironmentMetadata metadata() { return EnvironmentMetadata.of("NAME", "x", "1"); }
                    public EnvironmentTypes<A, O, S> types() { return new EnvironmentTypes<>(A.class, O.class, S.class); }
                    public void start(EnvironmentConfig config) { started = length(config); }
                    public Environment<A, O, S> create(EnvironmentConfig config) {
                        made = length(config);
                        throw new IllegalStateException("none is made");
                    }
                    public java.util.Map<String, Number> gauges() {
                        return java.util.Map.of("greeting_at_start", started, "greeting_when_made", made);
                    }
                    private static int length(EnvironmentConfig config) { return config.option("greeting").orElse("").length(); }
                    public void close() { System.setProperty("closed.NAME", "true"); }
                }
                """.replace("NAME", environment));
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(compiled).isZero();
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve(jarName)))) {
            put(jar, SERVICE, "Plugin".getBytes(StandardCharsets.UTF_8));
            for (String name : List.of("Plugin", "Plugin$A", "Plugin$O", "Plugin$S")) {
                put(jar, name + ".class", Files.readAllBytes(classes.resolve(name + ".class")));
            }
        }
    }

    /** The jars of a folder that this process has open, as the kernel tells. */
    public static List<String> open(Path folder) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .map(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor);
                        } catch (IOException gone) {
                            return Path.of("/");
                        }
                    })
                    .filter(target -> target.startsWith(folder))
                    .map(target -> target.getFileName().toString())
                    .toList();
        }
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
