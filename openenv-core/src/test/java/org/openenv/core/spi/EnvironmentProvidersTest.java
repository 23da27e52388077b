package org.openenv.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openenv.core.testing.FakeEnvironment;

class EnvironmentProvidersTest {

    /** A second environment of the same name as the one this module's tests register. */
    public static final class Rival extends Delegating {}

    @TempDir
    Path folder;

    @Test
    void findsWhatIsRegistered() {
        assertThat(EnvironmentProviders.all()).singleElement().isInstanceOf(FakeEnvironment.Provider.class);
        assertThat(EnvironmentProviders.named("fake")).isInstanceOf(FakeEnvironment.Provider.class);
    }

    @Test
    void listsWhatThereIsWhenANameIsUnknown() {
        assertThatThrownBy(() -> EnvironmentProviders.named("nope"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("'nope'")
                .hasMessageContaining("[fake]")
                .hasMessageContaining("META-INF/services/");
    }

    @Test
    void refusesTwoOfOneNameNamingBoth() throws IOException {
        assertThatIllegalStateException()
                .isThrownBy(() -> allWith(Rival.class.getName()))
                .withMessageContaining("two environments are named 'fake'")
                .withMessageContaining(Rival.class.getName())
                .withMessageContaining(FakeEnvironment.Provider.class.getName());
    }

    @Test
    void namesAProviderThatCantBeLoaded() throws IOException {
        assertThatIllegalStateException()
                .isThrownBy(() -> allWith("org.example.NotThere"))
                .withMessageContaining("org.example.NotThere");
    }

    /** Looks for environments with one more named in a services file. */
    private void allWith(String className) throws IOException {
        Path services = folder.resolve("META-INF/services");
        Files.createDirectories(services);
        Files.writeString(services.resolve(EnvironmentProvider.class.getName()), className + "\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            EnvironmentProviders.all();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
