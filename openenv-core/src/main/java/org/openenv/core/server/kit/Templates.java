package org.openenv.core.server.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The files a new project is made of, as they lie in the jar. */
final class Templates {

    private Templates() {}

    /** Returns a template's text. */
    static String read(String name) throws IOException {
        try (InputStream in = Templates.class.getResourceAsStream("template/" + name + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("this jar has no template " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
