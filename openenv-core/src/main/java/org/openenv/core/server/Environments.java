package org.openenv.core.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.HostConfig;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.spi.EnvironmentProviders;
import org.openenv.core.spi.PluginFolder;

/** What a program serves: its own environment, those on the class path, those of plug-ins. Used by one thread. */
final class Environments implements AutoCloseable {

    private final List<EnvironmentProvider<?, ?, ?>> providers = new ArrayList<>();
    private final @Nullable String ownName;
    private @Nullable PluginFolder plugins;
    private boolean handedOver;

    private Environments(@Nullable EnvironmentProvider<?, ?, ?> own) {
        ownName = own == null ? null : own.metadata().name();
        if (own != null) {
            providers.add(own);
        }
    }

    /**
     * Looks for them.
     *
     * @param own makes the provider of the program's own environment, which comes first; {@code null} if it has none
     * @param folder where plug-ins lie; {@code null} for none
     * @throws IllegalArgumentException if the options make no sense
     * @throws IllegalStateException if two environments on the class path have one name
     */
    static Environments of(@Nullable Supplier<EnvironmentProvider<?, ?, ?>> own, @Nullable Path folder) {
        var environments = new Environments(own == null ? null : own.get());
        try {
            environments.addFromClassPath();
            if (folder != null) {
                environments.addPlugins(folder);
            }
            return environments;
        } catch (RuntimeException | Error failure) {
            environments.close();
            throw failure;
        }
    }

    private void addFromClassPath() {
        for (EnvironmentProvider<?, ?, ?> found : EnvironmentProviders.all()) {
            if (found.metadata().name().equals(ownName)) {
                found.close();
            } else {
                providers.add(found);
            }
        }
    }

    private void addPlugins(Path folder) {
        plugins = PluginFolder.scan(folder, providers);
        providers.addAll(plugins.providers());
    }

    /** Returns all of them; the program's own first. */
    List<EnvironmentProvider<?, ?, ?>> all() {
        return List.copyOf(providers);
    }

    /** Returns all of them to somebody who closes them from now on. */
    List<EnvironmentProvider<?, ?, ?>> handOver() {
        handedOver = true;
        return all();
    }

    /** Returns a sentence for each plug-in that is left out. */
    List<String> leftOut() {
        return plugins == null
                ? List.of()
                : plugins.broken().entrySet().stream()
                        .map(jar -> "the plugin " + jar.getKey() + " is left out: " + jar.getValue())
                        .toList();
    }

    /**
     * Gives each environment its settings.
     *
     * @param settings values by the environment's name, a dot, and the setting's name
     * @throws IllegalArgumentException if there is no such environment
     */
    HostConfig configure(HostConfig config, Map<String, String> settings) {
        Map<String, Map<String, String>> byName = new LinkedHashMap<>();
        settings.forEach((setting, value) -> {
            String name = environmentOf(setting);
            byName.computeIfAbsent(name, key -> new LinkedHashMap<>()).put(setting.substring(name.length() + 1), value);
        });
        HostConfig configured = config;
        for (Map.Entry<String, Map<String, String>> one : byName.entrySet()) {
            configured = configured.withEnvironmentConfig(one.getKey(), new EnvironmentConfig(one.getValue()));
        }
        return configured;
    }

    /** A name may have dots itself: the longest that fits is meant. */
    private String environmentOf(String setting) {
        List<String> names =
                providers.stream().map(provider -> provider.metadata().name()).toList();
        String name = names.stream()
                .filter(known -> setting.startsWith(known + ".") && setting.length() > known.length() + 1)
                .max(Comparator.comparingInt(String::length))
                .orElseThrow(() -> new IllegalArgumentException("--env-config is NAME.KEY=VALUE with the NAME of an"
                        + " environment here, one of " + names + "; was '" + setting + "=…'"));
        if (name.equals(ownName)) {
            throw new IllegalArgumentException("--env-config sets other environments; '" + name
                    + "' is set by the options of its own, was '" + setting + "=…'");
        }
        return name;
    }

    /** Closes the providers, unless somebody else does, and what plug-ins were loaded by. */
    @Override
    public void close() {
        if (!handedOver) {
            handedOver = true;
            providers.forEach(EnvironmentProvider::close);
        }
        if (plugins != null) {
            plugins.close();
        }
    }
}
