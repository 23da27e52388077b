package org.openenv.coding.server.python.worker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.core.OutputChunk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of a program's output while it runs, from a thread of its own. The output lies in files in memory, which the manager
 * holds, too: they are read there, and neither program nor manager has anything to do with it.
 */
final class OutputWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutputWatch.class);
    private static final Duration PERIOD = Duration.ofMillis(50);

    private final WatchedStream out;
    private final WatchedStream err;
    private final Thread thread;
    private volatile boolean over;

    private OutputWatch(WatchedStream out, WatchedStream err) {
        this.out = out;
        this.err = err;
        this.thread = Threads.daemon("openenv-output", this::watch);
    }

    /** Begins to watch; {@code null} where the files can't be had: then all is told at the end. */
    static @Nullable OutputWatch begin(Zygote zygote, WorkerHandle worker, int kept, Consumer<OutputChunk> listener) {
        FileChannel out = null;
        FileChannel err = null;
        try {
            String before = zygote.outputFiles(worker);
            String[] numbers = before.split(" ", -1);
            if (numbers.length == 2) {
                out = open(zygote, numbers[0]);
                err = open(zygote, numbers[1]);
                if (zygote.outputFiles(worker).equals(before)) { // so they have been this worker's all the time
                    return new OutputWatch(
                            new WatchedStream("stdout", out, kept, listener),
                            new WatchedStream("stderr", err, kept, listener));
                }
            }
        } catch (IOException e) {
            LOG.debug("output can't be watched", e);
        }
        close(out);
        close(err);
        return null;
    }

    private static FileChannel open(Zygote zygote, String number) throws IOException {
        Path file = Path.of("/proc", Long.toString(zygote.pid()), "fd", Integer.toString(Integer.parseInt(number)));
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    private static void close(@Nullable FileChannel file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            LOG.debug("an output file can't be closed", e);
        }
    }

    private void watch() {
        try {
            while (!over) {
                LockSupport.parkNanos(this, PERIOD.toNanos());
                boolean more = !over;
                while (more && !over) {
                    more = out.look();
                    more = err.look() || more;
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("output is not watched any more", e);
        }
    }

    /** Tells what is left, when the program has ended; waits for whoever listens. */
    void finish(CodeExecResult ran) {
        stop();
        if (!ran.truncated()) {
            out.finish(ran.stdout());
            err.finish(ran.stderr());
        }
    }

    private void stop() {
        over = true;
        LockSupport.unpark(thread);
        Threads.join(thread);
    }

    @Override
    public void close() {
        stop();
        out.close();
        err.close();
    }
}
