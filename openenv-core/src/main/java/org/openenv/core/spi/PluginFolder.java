package org.openenv.core.spi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The environments in the jars of a folder, each jar in a class loader of its own beside the class path's. A jar that can't be
 * used does not stop the others: it is left out, with the reason. Not safe for use by several threads.
 */
public final class PluginFolder implements AutoCloseable {

    private final List<EnvironmentProvider<?, ?, ?>> providers = new ArrayList<>();
    private final Map<Path, String> broken = new LinkedHashMap<>();
    private final List<URLClassLoader> loaders = new ArrayList<>();

    /** Who has which name. */
    private final Map<String, String> owners = new LinkedHashMap<>();

    private PluginFolder() {}

    /**
     * Looks into every {@code *.jar} of a folder, in the order of their names.
     *
     * @param folder the folder
     * @param others the environments that are served beside them; a jar with an environment of one of their names, or of an
     *     earlier jar's, is left out
     * @return what was found; the caller closes it when its environments are no longer used
     * @throws IllegalArgumentException if it is no folder that can be read
     */
    public static PluginFolder scan(Path folder, List<EnvironmentProvider<?, ?, ?>> others) {
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            throw new IllegalArgumentException("no folder of jars that can be read: " + folder);
        }
        var found = new PluginFolder();
        others.forEach(other -> found.owners.put(
                other.metadata().name(), "the server's own " + other.getClass().getName()));
        jars(folder).forEach(found::add);
        return found;
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

    private void add(Path jar) {
        List<EnvironmentProvider<?, ?, ?>> own = new ArrayList<>();
        URLClassLoader loader = null;
        try {
            loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, EnvironmentProvider.class.getClassLoader());
            load(loader, own);
            names(own).forEach(name -> owners.put(name, jar.getFileName().toString()));
            providers.addAll(own);
            loaders.add(loader);
        } catch (IOException | RuntimeException | LinkageError | ServiceConfigurationError failure) {
            broken.put(jar, String.valueOf(failure.getMessage() == null ? failure : failure.getMessage()));
            own.forEach(PluginFolder::closeQuietly);
            closeQuietly(loader);
        }
    }

    private static void load(URLClassLoader loader, List<EnvironmentProvider<?, ?, ?>> own) {
        for (EnvironmentProvider<?, ?, ?> provider : ServiceLoader.load(EnvironmentProvider.class, loader)) {
            if (provider.getClass().getClassLoader() == loader) {
                own.add(provider);
            } else {
                closeQuietly(provider);
            }
        }
        if (own.isEmpty()) {
            throw new IllegalStateException("it names no environment in META-INF/services/"
                    + EnvironmentProvider.class.getName() + ", or is no jar");
        }
    }

    /** Returns the names of a jar's environments, after a look at all that each says of itself. */
    private List<String> names(List<EnvironmentProvider<?, ?, ?>> own) {
        List<String> names = new ArrayList<>();
        for (EnvironmentProvider<?, ?, ?> provider : own) {
            String name = provider.metadata().name();
            provider.types();
            String owner = names.contains(name) ? "the same jar" : owners.get(name);
            if (owner != null) {
                throw new IllegalStateException(
                        "its environment '" + name + "' has the name of one of " + owner + "; rename or remove one");
            }
            names.add(name);
        }
        return names;
    }

    private static void closeQuietly(@Nullable AutoCloseable resource) {
        try {
            if (resource != null) {
                resource.close();
            }
        } catch (Exception | LinkageError ignored) {
            // what could not be used need not be closed well
        }
    }

    /**
     * Returns a provider of each environment.
     *
     * @return the providers, in the order of the jars' names, possibly none; the caller closes them before this folder
     */
    public List<EnvironmentProvider<?, ?, ?>> providers() {
        return List.copyOf(providers);
    }

    /**
     * Returns what was left out.
     *
     * @return the jars that can't be used, in order, each with the reason
     */
    public Map<Path, String> broken() {
        return Collections.unmodifiableMap(broken);
    }

    /** Closes the jars; their environments can load no further classes. */
    @Override
    public void close() {
        loaders.forEach(PluginFolder::closeQuietly);
    }
}
