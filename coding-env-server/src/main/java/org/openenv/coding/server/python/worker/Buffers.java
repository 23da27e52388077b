package org.openenv.coding.server.python.worker;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Buffers to reuse: as many as steps run at once, none for an idle session. Safe for use by several threads. */
final class Buffers {

    private static final int SIZE = 64 * 1024;

    private final ConcurrentLinkedDeque<ByteBuffer> idle = new ConcurrentLinkedDeque<>();

    ByteBuffer borrow() {
        var buffer = idle.pollFirst();
        return buffer == null ? ByteBuffer.allocate(SIZE) : buffer;
    }

    void giveBack(ByteBuffer buffer) {
        idle.addFirst(buffer);
    }
}
