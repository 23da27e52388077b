package org.openenv.core.host.socket;

import io.undertow.websockets.core.StreamSourceFrameChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.resource.Allotment;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.RequestQueue;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;

/**
 * Takes the bytes of one message in, over all its frames, on the I/O thread. Up to {@link RequestQueue#SMALL} they are taken
 * freely; for more, room for a whole message is asked for at once, and nothing is read until it is there.
 */
final class MessageIntake implements ChannelListener<StreamSourceFrameChannel> {

    private static final int FIRST = 1024;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** What the connection does with a message, or about one. */
    interface Owner {

        /** Asks for room; see {@link RequestQueue#take}. */
        Allotment take(long bytes, Runnable whenGranted);

        /** The message is whole. */
        void whole(MessageIntake message);

        /** The message is larger than any may be. */
        void tooLarge();

        /** The client has begun the message, and does not go on with it. */
        void tooSlow();

        /** The connection is broken. */
        void broken(IOException error);

        /** Whether the connection is not read, through no fault of its client. */
        void paused(boolean value);
    }

    private final StreamSourceFrameChannel frames;
    private final HostContext context;
    private final Owner owner;
    private final int max;
    private byte[] bytes = new byte[FIRST];
    private int size;
    private boolean done;
    private @Nullable Allotment allotment;
    private @Nullable Future<?> deadline;

    MessageIntake(StreamSourceFrameChannel frames, HostContext context, Owner owner) {
        this.frames = frames;
        this.context = context;
        this.owner = owner;
        this.max = Math.min(context.config().limits().maxMessageBytes(), LARGEST_ARRAY - 1);
    }

    /** Begins to read; goes on by itself. */
    void begin() {
        frames.getReadSetter().set(this);
        handleEvent(frames);
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** The room that it holds, or {@code null} for a small one. */
    @Nullable
    Allotment allotment() {
        return allotment;
    }

    @Override
    public void handleEvent(StreamSourceFrameChannel channel) {
        try {
            while (!done) {
                if (!hasRoom()) {
                    frames.suspendReads();
                    await(false);
                    return;
                }
                int read = frames.read(ByteBuffer.wrap(bytes, size, Math.min(bytes.length, max + 1) - size));
                if (read == 0) {
                    await(true);
                    frames.resumeReads();
                    return;
                }
                if (read < 0) {
                    end();
                    owner.whole(this);
                } else {
                    size += read;
                    if (size > max) {
                        refuse();
                    }
                }
            }
        } catch (IOException error) {
            giveUp();
            owner.broken(error);
        }
    }

    /** Takes no more of a message that is too large, or declares that it will be. */
    void refuse() {
        if (!done) {
            giveUp();
            owner.tooLarge();
            drain();
        }
    }

    /** Reads what is on its way and forgets it, so that the client hears why the connection ends. */
    private void drain() {
        frames.getReadSetter().set(ChannelListeners.drainListener(Long.MAX_VALUE, null, null));
        frames.resumeReads();
    }

    /** Makes room for more bytes, if they may be held. */
    private boolean hasRoom() {
        if (size < bytes.length) {
            return true;
        }
        if (size >= RequestQueue.SMALL) {
            if (allotment == null) {
                allotment = owner.take(max, () -> frames.getIoThread().execute(this::goOn));
            }
            if (!allotment.held()) {
                return false;
            }
        }
        int more = size < RequestQueue.SMALL
                ? Math.min(2 * bytes.length, RequestQueue.SMALL)
                : (int) Math.min(2L * size, max + 1L);
        bytes = Arrays.copyOf(bytes, more);
        return true;
    }

    private void goOn() {
        if (!done && deadline == null) {
            owner.paused(false);
            handleEvent(frames);
        }
    }

    /** Waits for the client, who has so much time, or for room, which is not the client's fault. */
    private void await(boolean forClient) {
        if (!forClient) {
            stopClock();
            owner.paused(true);
        } else if (deadline == null) {
            Consumer<Runnable> ioThread = frames.getIoThread()::execute;
            deadline =
                    context.clock().after(context.config().times().bodyTimeout(), () -> ioThread.accept(this::expired));
        }
    }

    private void expired() {
        if (!done && deadline != null) {
            giveUp();
            owner.tooSlow();
        }
    }

    private void stopClock() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void end() {
        done = true;
        stopClock();
        frames.suspendReads();
    }

    /** Lets everything go: the message will not become whole. */
    void giveUp() {
        end();
        bytes = new byte[0];
        if (allotment != null) {
            allotment.close();
        }
    }
}
