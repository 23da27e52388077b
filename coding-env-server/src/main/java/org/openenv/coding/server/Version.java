package org.openenv.coding.server;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of the jar this class is in, as {@code --version} prints it. */
final class Version implements IVersionProvider {

    /** Returns the version; {@code development} where there is no jar. */
    static String number() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"coding-env-server " + number() + " (Java " + Runtime.version() + ")"};
    }
}
