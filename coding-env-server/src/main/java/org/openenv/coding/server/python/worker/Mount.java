package org.openenv.coding.server.python.worker;

import java.nio.file.Path;

/**
 * A directory or file of the host that programs may read.
 *
 * @param host where it lies on the host, absolute
 * @param inside where programs find it, absolute
 */
public record Mount(Path host, Path inside) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a path is not absolute
     */
    public Mount {
        requireAbsolute("host", host);
        requireAbsolute("inside", inside);
    }

    private static void requireAbsolute(String name, Path path) {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException(name + " must be absolute, was " + path);
        }
    }
}
