package org.openenv.coding.server.python.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.StepExchange;
import org.openenv.core.StepInput;

/**
 * What is said to a program that runs, by a thread of its own: a worker that does not listen holds nobody else up. The next part
 * of the input goes out when the worker says that it can take it, so that never more than one is on its way.
 */
final class Conversation implements AutoCloseable {

    /** How much is said at once. */
    private static final int PART = 64 * 1024;

    /** Sends a message to the worker. */
    @FunctionalInterface
    interface Line {
        void send(int type, byte[] payload) throws IOException;
    }

    private final @Nullable StepInput input;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<StepInput.Part> waiting = new ArrayDeque<>();
    private StepInput.@Nullable Part onItsWay;
    private int written;
    private boolean ready;
    private boolean over;
    private @Nullable Thread thread;

    Conversation(StepExchange exchange) {
        input = exchange.input();
        if (input != null) {
            input.open(this::put);
        }
    }

    /** Begins to talk. */
    void begin(Line line) {
        thread = Threads.daemon("openenv-conversation", () -> talk(line));
    }

    private void put(StepInput.Part part) {
        lock.lock();
        try {
            waiting.add(part);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void talk(Line line) {
        try {
            while (true) {
                byte[] next = next();
                if (next == null) {
                    return;
                }
                line.send(FrameChannel.INPUT, next);
            }
        } catch (IOException | RuntimeException gone) { // who reads the answers is told, too
            stop();
        }
    }

    /** Waits for what is to be said next; {@code null} when there will be nothing more. */
    private byte @Nullable [] next() {
        lock.lock();
        try {
            while (!over && (!ready || waiting.isEmpty())) {
                changed.awaitUninterruptibly();
            }
            if (over) {
                return null;
            }
            StepInput.Part part = waiting.element();
            int end = Math.min(part.text().length(), written + PART / 3);
            end -= end < part.text().length() && Character.isHighSurrogate(part.text().charAt(end - 1)) ? 1 : 0;
            byte[] text = part.text().substring(written, end).getBytes(StandardCharsets.UTF_8);
            boolean whole = end == part.text().length();
            byte[] payload = new byte[text.length + 1];
            payload[0] = (byte) (whole && part.last() ? 1 : 0);
            System.arraycopy(text, 0, payload, 1, text.length);
            onItsWay = part;
            ready = false;
            written = end;
            return payload;
        } finally {
            lock.unlock();
        }
    }

    /** The worker has taken what was sent last, or waits for the first. */
    void taken() throws ProtocolViolation {
        StepInput.Part done = null;
        lock.lock();
        try {
            if (ready || input == null) {
                throw new ProtocolViolation("it has taken input that was not sent");
            }
            ready = true;
            if (onItsWay != null && written == onItsWay.text().length()) {
                done = waiting.remove();
                written = 0;
            }
            onItsWay = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (done != null) {
            done.taken().complete(null);
        }
    }

    private void stop() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends it: nothing more is sent when this returns, unless the connection is broken. */
    @Override
    public void close() {
        stop();
        if (input != null) {
            input.close();
        }
        Thread talking = thread;
        if (talking != null) {
            Threads.join(talking);
        }
    }
}
