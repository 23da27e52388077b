package org.openenv.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The seccomp profile that is shipped with the image. */
final class SeccompProfile {

    private SeccompProfile() {}

    /** Returns its JSON, as Docker takes it. */
    static String shipped() {
        try (InputStream profile = SeccompProfile.class.getResourceAsStream("seccomp.json")) {
            if (profile == null) {
                throw new IllegalStateException("seccomp.json is not beside " + SeccompProfile.class);
            }
            return new String(profile.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
