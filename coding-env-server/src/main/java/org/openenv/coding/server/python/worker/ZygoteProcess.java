package org.openenv.coding.server.python.worker;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.openenv.coding.server.python.PythonUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process behind a {@link Zygote}: its start, what it is told, what it logs, its end. Safe for use by several threads. */
final class ZygoteProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ZygoteProcess.class);
    private static final long END_SECONDS = 5;

    private final Process process;
    private final OutputStream control;
    private final LogTail log;
    private final ReentrantLock sending = new ReentrantLock();

    private ZygoteProcess(Process process) {
        this.process = process;
        this.control = process.getOutputStream();
        this.log = new LogTail(process.getErrorStream());
        Threads.daemon("openenv-zygote-log", log);
    }

    /** Starts it as a script is started, without a switch that programs could tell; what must not reach it, its environment lacks. */
    static ZygoteProcess start(Path python, WorkerConfig config, Flavour flavour) {
        var command = List.of(python.toString(), "-c", Bundle.boot());
        var builder = new ProcessBuilder(command).directory(new File("/"));
        builder.environment().clear();
        builder.environment().put("HOME", Bundle.NOBODYS_HOME);
        builder.environment().putAll(Bundle.environment(config));
        builder.environment().putAll(flavour.environment());
        try {
            return new ZygoteProcess(builder.start());
        } catch (IOException e) {
            throw new PythonUnavailableException("cannot start " + python + ": " + e.getMessage(), e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it tells of its workers. */
    InputStream events() {
        return process.getInputStream();
    }

    /** The end of its log. */
    String lastWords() {
        return log.tail();
    }

    /** From here on what it logs is logged here. */
    void speak() {
        log.speak();
    }

    /** Sends what it begins with, by a thread of its own: a process that does not read would keep this one for ever. */
    void sendInBackground(byte[] bundle, Consumer<IOException> failed) {
        Threads.daemon("openenv-zygote-bundle", () -> {
            try {
                send(bundle);
            } catch (IOException e) {
                failed.accept(e);
            }
        });
    }

    /** Sends a line, unless it has gone. */
    void tell(String line) {
        try {
            send((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debug("zygote is gone, not told {}", line, e);
        }
    }

    private void send(byte[] bytes) throws IOException {
        sending.lock(); // not synchronized: a pipe that is full would pin a virtual thread to its carrier
        try {
            control.write(bytes);
            control.flush();
        } finally {
            sending.unlock();
        }
    }

    /** Tells it to end, or ends it: one that has not begun may not even read, and then the end of its input would tell it nothing. */
    void hangUp(boolean begun) {
        if (!begun) {
            process.destroyForcibly();
        }
        try {
            control.close();
        } catch (IOException e) {
            LOG.debug("zygote was gone already", e);
        }
    }

    /** Waits for it to end, and helps if it does not. */
    void awaitEnd() throws InterruptedException {
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(END_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw e;
        }
    }
}
