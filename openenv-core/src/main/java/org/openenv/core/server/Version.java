package org.openenv.core.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** What the jars say about their versions. */
public final class Version {

    private static final String CORE = "/META-INF/maven/org.openenv/openenv-core/pom.properties";

    private Version() {}

    /**
     * Returns the version of the jar this class is in: that of the program, where it is one jar.
     *
     * @return the version; {@code development} where there is no jar
     */
    public static String number() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }

    /**
     * Returns the version of openenv-core.
     *
     * @return the version; empty where its classes are in no jar
     */
    public static Optional<String> ofCore() {
        try (InputStream in = Version.class.getResourceAsStream(CORE)) {
            if (in == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(in);
            return Optional.ofNullable(properties.getProperty("version"));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Returns what {@code --version} prints. */
    static String line(String program) {
        return program + " " + number() + " (Java " + Runtime.version() + ")";
    }
}
