package org.openenv.core.host.http;

import org.xnio.Xnio;

/**
 * The I/O layer, with what it logs going where this project's own log goes. Left to itself its logging façade takes {@code
 * java.util.logging}, unless it knows the back end, and so writes to stderr of whoever embeds a host.
 */
final class QuietXnio {

    private static final String PROVIDER = "org.jboss.logging.provider";

    private QuietXnio() {}

    /** Returns it; where its log goes is decided once for the JVM, and what the application has decided stays. */
    static synchronized Xnio get() {
        if (System.getProperty(PROVIDER) != null) {
            return instance();
        }
        System.setProperty(PROVIDER, "slf4j");
        try {
            return instance();
        } finally {
            // read when the first of its loggers was made, and nobody else's business after that
            System.clearProperty(PROVIDER);
        }
    }

    private static Xnio instance() {
        return Xnio.getInstance(QuietXnio.class.getClassLoader());
    }
}
