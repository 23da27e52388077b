package org.openenv.coding.server.python.worker;

import java.util.UUID;
import org.openenv.core.OpenEnvException;
import org.openenv.core.Workspace;
import org.openenv.core.WorkspaceFailure;

/** A file of an episode that is being written, under another name beside its place until it is whole. */
final class FileOutput implements Workspace.Upload {

    /** As workspace.py has it, which does not list such files. */
    private static final String PARTIAL = ".openenv-upload-";

    private final WorkerFiles files;
    private final String path;
    private final String real;
    private final String partial;
    private final long size;
    private long at;
    private boolean made;
    private boolean over;

    FileOutput(WorkerFiles files, String path, String real, long size) {
        this.files = files;
        this.path = path;
        this.real = real;
        this.partial = real.substring(0, real.lastIndexOf('/') + 1) + PARTIAL + UUID.randomUUID();
        this.size = size;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (over) {
            throw new IllegalStateException("this upload is over");
        }
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, WorkerFiles.PART);
            made = true;
            files.write(path, partial, at, bytes, offset + done, part);
            done += part;
            at += part;
        }
    }

    @Override
    public Workspace.Info commit() {
        if (size >= 0 && at != size) {
            throw WorkspaceFailure.BAD_REQUEST.exception(
                    "'" + path + "' was to have " + size + " bytes, and " + at + " were sent.");
        }
        if (!made) {
            made = true;
            files.write(path, partial, 0, new byte[0], 0, 0);
        }
        Workspace.Info info = files.commit(path, partial, real);
        over = true;
        return info;
    }

    @Override
    public void close() {
        if (over) {
            return;
        }
        over = true;
        if (made) {
            try {
                files.delete(partial, false);
            } catch (OpenEnvException gone) {
                // with its episode, or nothing was made
            }
        }
    }
}
