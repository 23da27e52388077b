package org.openenv.core.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A class path without Micrometer. */
class MissingMicrometerTest {

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    @Test
    void metricsSayInASentenceWhatTheyNeed() throws IOException, ClassNotFoundException {
        URL[] others = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("micrometer"))
                .map(MissingMicrometerTest::url)
                .toArray(URL[]::new);
        try (var loader = new URLClassLoader(others, ClassLoader.getPlatformClassLoader())) {
            Class<?> metrics = loader.loadClass(HostMetrics.class.getName());
            Throwable failure = catchThrowable(
                    () -> metrics.getConstructor(int.class, List.class).newInstance(4, List.of()));
            assertThat(failure.getCause())
                    .hasMessageStartingWith(
                            "counting for Prometheus needs io.micrometer:micrometer-registry-prometheus, which is not on");
            assertThat(failure.getCause().getClass().getSimpleName()).isEqualTo("MissingDependencyException");
        }
    }
}
