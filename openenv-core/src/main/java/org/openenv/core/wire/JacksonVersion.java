package org.openenv.core.wire;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.cfg.PackageVersion;

/** The Jackson that an application brings: 2.15 or any later 2.x. */
final class JacksonVersion {

    private static final int LEAST_MINOR = 15;

    private JacksonVersion() {}

    /**
     * Does nothing if it is new enough.
     *
     * @throws IllegalStateException with a sentence that says what is there and what is needed
     */
    static void check() {
        check("jackson-databind", PackageVersion.VERSION);
        check("jackson-core", com.fasterxml.jackson.core.json.PackageVersion.VERSION);
    }

    static void check(String jar, Version found) {
        if (found.getMajorVersion() == 2 && found.getMinorVersion() < LEAST_MINOR) {
            throw new IllegalStateException(
                    "OpenEnv needs Jackson 2." + LEAST_MINOR + " or later, and the class path has " + jar + " " + found
                            + "; raise its version, with Maven by importing jackson-bom");
        }
    }
}
