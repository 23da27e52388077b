package org.openenv.coding.server.python.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Finds out, of an interpreter that did not come up, whether it is a Python at all. */
final class PythonCheck {

    private static final Pattern VERSION = Pattern.compile("(\\d+) (\\d+)\\s*");
    private static final int PATIENCE_SECONDS = 10;
    private static final int OLDEST = 9;
    private static final int NEWEST = 14;

    private PythonCheck() {}

    /** Returns a sentence for the operator; what it said itself only if it is a Python that could have come up. */
    static String advice(Path python, String lastError) {
        var version = VERSION.matcher(answer(python));
        if (!version.matches()) {
            return python + " is no Python: asked for its version, it did not tell; --python names another";
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        if (major != 3 || minor < OLDEST || minor > NEWEST) {
            return "%s is Python %d.%d: programs run on CPython 3.%d to 3.%d; name another with --python"
                    .formatted(python, major, minor, OLDEST, NEWEST);
        }
        return python + " did not come up: " + lastError;
    }

    private static String answer(Path python) {
        try {
            var command = List.of(
                    python.toString(), "-c", "import sys; sys.stdout.write('%d %d' % tuple(sys.version_info[:2]))");
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            try (var output = process.getInputStream()) {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    return "";
                }
                return new String(output.readNBytes(20), StandardCharsets.UTF_8);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
