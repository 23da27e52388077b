package org.openenv.core.spi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Finds the environments in the jars of a folder, each jar in a class loader of its own beside the class path's. */
public final class PluginFolder {

    /**
     * What was found in a folder.
     *
     * @param providers a provider of each environment, in the order of the jars' names; the caller closes them
     * @param broken the jars that could not be used, each with the reason
     */
    public record Found(List<EnvironmentProvider<?, ?, ?>> providers, Map<Path, String> broken) {

        /** Copies. */
        public Found {
            providers = List.copyOf(providers);
            broken = Map.copyOf(broken);
        }
    }

    private PluginFolder() {}

    /**
     * Looks into every {@code *.jar} of a folder. A jar that can't be used does not stop the others.
     *
     * @param folder the folder
     * @return what was found
     * @throws IllegalArgumentException if it is no folder that can be read
     */
    public static Found scan(Path folder) {
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            throw new IllegalArgumentException("no folder of jars that can be read: " + folder);
        }
        List<EnvironmentProvider<?, ?, ?>> providers = new ArrayList<>();
        Map<Path, String> broken = new LinkedHashMap<>();
        for (Path jar : jars(folder)) {
            try {
                providers.addAll(load(jar));
            } catch (IOException | RuntimeException | LinkageError | ServiceConfigurationError failure) {
                broken.put(jar, String.valueOf(failure.getMessage() == null ? failure : failure.getMessage()));
            }
        }
        return new Found(providers, broken);
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("can't list " + folder, e);
        }
    }

    private static List<EnvironmentProvider<?, ?, ?>> load(Path jar) throws IOException {
        URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, EnvironmentProvider.class.getClassLoader());
        List<EnvironmentProvider<?, ?, ?>> own = new ArrayList<>();
        try {
            for (EnvironmentProvider<?, ?, ?> provider : ServiceLoader.load(EnvironmentProvider.class, loader)) {
                if (provider.getClass().getClassLoader() == loader) {
                    provider.metadata();
                    own.add(provider);
                }
            }
            if (own.isEmpty()) {
                throw new IllegalStateException("it names no environment in META-INF/services/"
                        + EnvironmentProvider.class.getName() + ", or is no jar");
            }
            return own;
        } catch (RuntimeException | Error failure) {
            loader.close();
            throw failure;
        }
    }
}
