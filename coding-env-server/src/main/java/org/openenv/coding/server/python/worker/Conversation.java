package org.openenv.coding.server.python.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.StepExchange;
import org.openenv.core.HostFunctions;
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

    /** How much of what others answer may wait to be said. */
    private static final long MOST_WAITING = 32 << 20;

    /** Something to be said. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Message(int type, byte[] payload) {}

    private final @Nullable StepInput input;
    private final @Nullable HostFunctions functions;
    private final Deque<byte[]> answers = new ArrayDeque<>();
    private long answersSize;
    private @Nullable ProgramCalls calls;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<StepInput.Part> waiting = new ArrayDeque<>();
    private StepInput.@Nullable Part onItsWay;
    private int written;
    private boolean ready;
    private boolean over;
    private @Nullable Thread thread;

    Conversation(StepExchange exchange) {
        functions = exchange.functions();
        input = exchange.input();
        if (input != null) {
            input.open(this::put);
        }
    }

    /** Says whose time stands still while others work for the program. */
    Conversation timedBy(StepClock clock) {
        calls = new ProgramCalls(functions, clock, this::answer);
        return this;
    }

    private ProgramCalls calls() {
        return Objects.requireNonNull(calls, "timedBy() comes first");
    }

    /** Whether the program called somebody. */
    boolean called() {
        return calls != null && calls.any();
    }

    void called(ByteBuffer payload) throws ProtocolViolation {
        calls().called(payload);
    }

    void dropped(ByteBuffer payload) throws ProtocolViolation {
        calls().dropped(payload);
    }

    /** Where a worker takes nothing in and much waits already, a call is answered by saying so: each gets an answer. */
    private void answer(byte[] payload) {
        lock.lock();
        try {
            boolean room = answersSize + payload.length <= MOST_WAITING || answers.isEmpty();
            byte[] said = room ? payload : ProgramCalls.noRoom(payload);
            answersSize += said.length;
            answers.add(said);
            changed.signalAll();
        } finally {
            lock.unlock();
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
                Message next = next();
                if (next == null) {
                    return;
                }
                line.send(next.type(), next.payload());
            }
        } catch (IOException | RuntimeException gone) { // who reads the answers is told, too
            stop();
        }
    }

    /** Waits for what is to be said next; {@code null} when there will be nothing more. */
    private @Nullable Message next() {
        lock.lock();
        try {
            while (!over && answers.isEmpty() && (!ready || waiting.isEmpty())) {
                changed.awaitUninterruptibly();
            }
            if (over) {
                return null;
            }
            byte[] answer = answers.poll();
            if (answer != null) {
                answersSize -= answer.length;
                return new Message(FrameChannel.ANSWER, answer);
            }
            return new Message(FrameChannel.INPUT, nextPart());
        } finally {
            lock.unlock();
        }
    }

    /** The next part of the input; under the lock. */
    private byte[] nextPart() {
        StepInput.Part part = waiting.element();
        int end = Math.min(part.text().length(), written + PART / 3);
        end -= end < part.text().length()
                        && Character.isHighSurrogate(part.text().charAt(end - 1))
                ? 1
                : 0;
        byte[] text = part.text().substring(written, end).getBytes(StandardCharsets.UTF_8);
        boolean whole = end == part.text().length();
        byte[] payload = new byte[text.length + 1];
        payload[0] = (byte) (whole && part.last() ? 1 : 0);
        System.arraycopy(text, 0, payload, 1, text.length);
        onItsWay = part;
        ready = false;
        written = end;
        return payload;
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
        if (calls != null) {
            calls.close();
        }
        if (input != null) {
            input.close();
        }
        Thread talking = thread;
        if (talking != null) {
            Threads.join(talking);
        }
    }
}
