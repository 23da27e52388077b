package org.openenv.core.server;

import java.util.Objects;

/** The version of a program. */
public final class Version {

    private Version() {}

    /**
     * Returns the version of the jar this class is in: that of the program, where it is one jar.
     *
     * @return the version; {@code development} where there is no jar
     */
    public static String number() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }

    /** Returns what {@code --version} prints. */
    static String line(String program) {
        return program + " " + number() + " (Java " + Runtime.version() + ")";
    }
}
