package org.openenv.coding.server.python.worker;

import java.io.InputStream;
import java.util.Objects;
import org.openenv.core.WorkspaceFailure;

/** A file of an episode, read in parts as long as it stays the same. */
final class FileInput extends InputStream {

    private final WorkerFiles files;
    private final String path;
    private final FileFacts facts;
    private long at;

    FileInput(WorkerFiles files, String path, FileFacts facts, long offset) {
        this.files = files;
        this.path = path;
        this.facts = facts;
        this.at = offset;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (at >= facts.size()) {
            return -1;
        }
        byte[] part = files.read(path, facts, at, (int) Math.min(length, facts.size() - at));
        if (part.length == 0 || part.length > length) {
            throw WorkspaceFailure.CHANGED.exception("'" + path + "' has changed since it was opened.");
        }
        System.arraycopy(part, 0, bytes, offset, part.length);
        at += part.length;
        return part.length;
    }
}
