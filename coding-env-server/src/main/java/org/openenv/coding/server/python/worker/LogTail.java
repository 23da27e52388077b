package org.openenv.coding.server.python.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drains a process's standard error into our log, and remembers its end for error messages. */
final class LogTail implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
    private static final int LINES = 10;

    private final InputStream stream;
    private volatile boolean speaks;
    private final Deque<String> tail = new ArrayDeque<>();

    LogTail(InputStream stream) {
        this.stream = stream;
    }

    @Override
    public void run() {
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (speaks) {
                    LOG.info("python: {}", line);
                }
                remember(line);
            }
        } catch (IOException e) {
            LOG.debug("the log of a process that ended", e);
        }
    }

    /** From now on, what it writes goes into the log; before, it is told where the start fails, and may be no Python's. */
    void speak() {
        speaks = true;
    }

    String tail() {
        synchronized (tail) {
            return String.join("; ", tail);
        }
    }

    private void remember(String line) {
        synchronized (tail) {
            if (tail.size() == LINES) {
                tail.removeFirst();
            }
            tail.addLast(line);
        }
    }
}
