package org.openenv.core.spi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the environments on the class path. Every call looks anew and makes new providers. */
public final class EnvironmentProviders {

    private EnvironmentProviders() {}

    /**
     * Returns a provider of each environment on the class path of the current thread's context class loader.
     *
     * @return the providers in the order of the class path, possibly none; the caller closes them
     * @throws IllegalStateException if two have one name, or one can't be loaded; the message names them
     */
    public static List<EnvironmentProvider<?, ?, ?>> all() {
        Map<String, EnvironmentProvider<?, ?, ?>> byName = new LinkedHashMap<>();
        try {
            for (EnvironmentProvider<?, ?, ?> provider : ServiceLoader.load(EnvironmentProvider.class)) {
                add(provider, byName);
            }
        } catch (ServiceConfigurationError broken) {
            byName.values().forEach(EnvironmentProvider::close);
            throw new IllegalStateException("an environment provider can't be loaded: " + broken.getMessage(), broken);
        } catch (RuntimeException failure) {
            byName.values().forEach(EnvironmentProvider::close);
            throw failure;
        }
        return new ArrayList<>(byName.values());
    }

    private static void add(EnvironmentProvider<?, ?, ?> provider, Map<String, EnvironmentProvider<?, ?, ?>> byName) {
        String name = provider.metadata().name();
        EnvironmentProvider<?, ?, ?> other = byName.putIfAbsent(name, provider);
        if (other != null) {
            provider.close();
            throw new IllegalStateException("two environments are named '" + name + "': " + origin(other) + " and "
                    + origin(provider) + "; rename or remove one");
        }
    }

    /**
     * Returns a provider of the environment with a name.
     *
     * @param name the environment's name
     * @return its provider; the caller closes it
     * @throws NoSuchElementException if there is none; the message lists those found
     */
    public static EnvironmentProvider<?, ?, ?> named(String name) {
        List<EnvironmentProvider<?, ?, ?>> all = all();
        EnvironmentProvider<?, ?, ?> found = null;
        for (EnvironmentProvider<?, ?, ?> provider : all) {
            if (provider.metadata().name().equals(name)) {
                found = provider;
            } else {
                provider.close();
            }
        }
        if (found != null) {
            return found;
        }
        throw new NoSuchElementException("no environment named '" + name + "' on the class path; found: "
                + all.stream().map(provider -> provider.metadata().name()).collect(Collectors.joining(", ", "[", "]"))
                + ". An environment is named in META-INF/services/" + EnvironmentProvider.class.getName());
    }

    private static String origin(EnvironmentProvider<?, ?, ?> provider) {
        var source = provider.getClass().getProtectionDomain().getCodeSource();
        return provider.getClass().getName() + (source == null ? "" : " (" + source.getLocation() + ")");
    }
}
