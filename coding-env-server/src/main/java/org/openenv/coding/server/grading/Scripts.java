package org.openenv.coding.server.grading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The Python of both sides. */
final class Scripts {

    static final String CALLEE = text("plain") + text("callee");
    static final String SUITE = CALLEE + text("suite");
    static final String JUDGE = text("plain") + text("judge");

    /** Runs a checker on what it is asked about. */
    static final String CHECKER = text("plain") + text("checker");

    private Scripts() {}

    private static String text(String name) {
        try (InputStream in = Scripts.class.getResourceAsStream(name + ".py")) {
            if (in == null) {
                throw new IllegalStateException(name + ".py is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
