package org.openenv.core.server.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.openenv.core.conformance.Conformance;
import org.openenv.core.conformance.Report;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;
import org.openenv.core.spi.EnvironmentProvider;

/** The environments of a jar, served on a free port for as long as they are looked at. */
final class ServedJar {

    private static final String SERVICES = "META-INF/services/" + EnvironmentProvider.class.getName();

    /** Little room, so that a full host is soon had. */
    private static final int ROOM = 3;

    private ServedJar() {}

    /**
     * Serves each environment that a jar names, and puts it to its checks.
     *
     * @throws IllegalArgumentException if the file is no jar, or names no environment that can be loaded
     */
    static List<Report> validate(Path jar, Function<URI, Conformance> checks) {
        try (var loader = new URLClassLoader(new URL[] {url(jar)}, ServedJar.class.getClassLoader())) {
            HostConfig config = HostConfig.defaults().withPort(0).withLimits(limits -> limits.withMaxSessions(ROOM));
            List<Report> reports = new ArrayList<>();
            for (EnvironmentProvider<?, ?, ?> provider : providers(jar, loader)) {
                try (EnvironmentHost host = EnvironmentHost.start(config, List.of(provider))) {
                    Report report = checks.apply(host.uri()).run();
                    reports.add(new Report(host.names().get(0) + " of " + jar, report.outcomes()));
                }
            }
            return reports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    private static List<EnvironmentProvider<?, ?, ?>> providers(Path jar, ClassLoader loader) {
        List<EnvironmentProvider<?, ?, ?>> providers = new ArrayList<>();
        for (String name : names(jar)) {
            try {
                providers.add((EnvironmentProvider<?, ?, ?>)
                        loader.loadClass(name).getDeclaredConstructor().newInstance());
            } catch (ReflectiveOperationException | LinkageError | ClassCastException broken) {
                throw new IllegalArgumentException(jar + " names " + name + ", which can't be made: " + broken, broken);
            }
        }
        return providers;
    }

    private static Set<String> names(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry services = file.getEntry(SERVICES);
            if (services == null) {
                throw new IllegalArgumentException(jar + " names no environment in " + SERVICES);
            }
            String text = new String(file.getInputStream(services).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        } catch (IOException e) {
            throw new IllegalArgumentException(jar + " can't be read as a jar: " + e.getMessage(), e);
        }
    }
}
