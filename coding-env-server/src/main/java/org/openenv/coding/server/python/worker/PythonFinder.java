package org.openenv.coding.server.python.worker;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.PythonUnavailableException;

/** Finds the interpreter. */
final class PythonFinder {

    private static final Path USUAL = Path.of("/usr/bin/python3");

    private PythonFinder() {}

    static Path find(@Nullable Path wanted) {
        if (wanted != null) {
            return require(wanted);
        }
        if (Files.isExecutable(USUAL)) {
            return USUAL;
        }
        var path = System.getenv("PATH");
        for (String folder : (path == null ? "" : path).split(File.pathSeparator, -1)) {
            var candidate = Path.of(folder, "python3").toAbsolutePath();
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        throw new PythonUnavailableException(
                "no python3 found: neither " + USUAL + " nor on PATH; install Python 3 or name one with --python",
                null);
    }

    private static Path require(Path wanted) {
        if (!Files.isExecutable(wanted) || Files.isDirectory(wanted)) {
            throw new PythonUnavailableException(
                    "no Python at " + wanted + ": not an executable file; name another with --python", null);
        }
        return wanted.toAbsolutePath();
    }
}
