package org.openenv.coding.server.python.worker;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.openenv.core.WorkspacePath;

/**
 * What a worker is asked to do with a file; workspace.py is the other side.
 *
 * @param head what to do, with which path, and how
 * @param data holds what is to be written
 * @param offset where that begins
 * @param length how long that is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes go to a socket
record FileRequest(byte[] head, byte[] data, int offset, int length) {

    private static final byte[] NOTHING = {};

    /** The kinds of requests, with their numbers in workspace.py. */
    enum Act {
        LIST(1),
        STAT(2),
        READ(3),
        BEGIN(4),
        WRITE(5),
        COMMIT(6),
        DELETE(7),
        FOLDER(8);

        private final byte number;

        Act(int number) {
            this.number = (byte) number;
        }
    }

    static FileRequest list(String path, boolean recursive, int most) {
        return of(
                Act.LIST,
                path,
                ByteBuffer.allocate(5).put((byte) (recursive ? 1 : 0)).putInt(most));
    }

    static FileRequest stat(String path) {
        return of(Act.STAT, path, ByteBuffer.allocate(0));
    }

    static FileRequest read(String path, long offset, int length, FileFacts seen) {
        return of(
                Act.READ,
                path,
                ByteBuffer.allocate(36)
                        .putLong(offset)
                        .putInt(length)
                        .putLong(seen.inode())
                        .putLong(seen.size())
                        .putLong(seen.modifiedNanos()));
    }

    static FileRequest begin(String path, long size) {
        return of(Act.BEGIN, path, ByteBuffer.allocate(8).putLong(Math.max(0, size)));
    }

    static FileRequest write(String path, long at, byte[] data, int offset, int length) {
        byte[] head = of(Act.WRITE, path, ByteBuffer.allocate(8).putLong(at)).head;
        return new FileRequest(head, data, offset, length);
    }

    static FileRequest commit(String partial, String path) {
        byte[] place = WorkspacePath.bytes(path);
        return of(Act.COMMIT, partial, ByteBuffer.allocate(place.length).put(place));
    }

    static FileRequest delete(String path, boolean recursive) {
        return of(Act.DELETE, path, ByteBuffer.allocate(1).put((byte) (recursive ? 1 : 0)));
    }

    static FileRequest folder(String path) {
        return of(Act.FOLDER, path, ByteBuffer.allocate(0));
    }

    private static FileRequest of(Act act, String path, ByteBuffer rest) {
        byte[] name = WorkspacePath.bytes(path);
        ByteBuffer head = ByteBuffer.allocate(5 + name.length + rest.capacity());
        head.put(act.number).putInt(name.length).put(name).put(rest.flip());
        return new FileRequest(head.array(), NOTHING, 0, 0);
    }

    /** Whether a file is another one afterwards, which a replay has to do again. */
    boolean changes() {
        return head[0] >= Act.BEGIN.number; // which makes folders
    }

    /** The same, with bytes of its own. */
    FileRequest copy() {
        return new FileRequest(head, Arrays.copyOfRange(data, offset, offset + length), 0, length);
    }

    /** How many bytes it holds. */
    int size() {
        return head.length + length;
    }
}
