package org.openenv.core.server.kit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;

/** The version of openenv-core, as its jar tells it; a program that has it inside keeps that. */
final class CoreVersion {

    private static final String PROPERTIES = "/META-INF/maven/org.openenv/openenv-core/pom.properties";

    private CoreVersion() {}

    /** Returns the version; empty where the classes are in no jar. */
    static Optional<String> find() throws IOException {
        try (InputStream in = CoreVersion.class.getResourceAsStream(PROPERTIES)) {
            if (in == null) {
                return Optional.empty();
            }
            var properties = new Properties();
            properties.load(in);
            return Optional.ofNullable(properties.getProperty("version"));
        }
    }
}
