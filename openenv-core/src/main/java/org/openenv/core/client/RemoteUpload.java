package org.openenv.core.client;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.Workspace;

/** A file on its way to a server, as one request: what is written goes into its body, a part at a time. */
final class RemoteUpload implements Workspace.Upload {

    private static final int PART = 256 * 1024;

    /** What the request reads: it fails, rather than end, where the upload is given up. */
    private static final class Body extends PipedInputStream {

        private volatile boolean givenUp;

        Body() {
            super(PART);
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            if (read < 0 && givenUp) {
                throw new IOException("given up");
            }
            return read;
        }
    }

    private final Body body = new Body();
    private final PipedOutputStream pipe;
    private final CompletableFuture<Workspace.Info> sent;

    RemoteUpload(RemoteWorkspace workspace, String path, long size) {
        try {
            pipe = new PipedOutputStream(body);
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
        sent = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return workspace.put(path, () -> body, size);
                    } finally {
                        close(body); // who writes on is told
                    }
                },
                ClientThreads.callbacks());
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            pipe.write(bytes, offset, length);
        } catch (IOException refused) {
            commit(); // says why
            throw new OpenEnvException(ErrorCode.CONNECTION_LOST, "the server took only a part of the file", refused);
        }
    }

    @Override
    public Workspace.Info commit() {
        close(pipe);
        try {
            return sent.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof OpenEnvException failure) {
                throw failure;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        body.givenUp |= !sent.isDone();
        close(pipe);
        try {
            sent.join();
        } catch (CompletionException givenUp) {
            // nothing is left of it there
        }
    }

    private static void close(AutoCloseable end) {
        try {
            end.close();
        } catch (Exception never) {
            throw new IllegalStateException(never);
        }
    }
}
