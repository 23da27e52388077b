package org.openenv.core.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.WorkspaceFailure;

/** A file that comes from a server; one that breaks off has changed there, or the connection is lost. */
final class RemoteInput extends FilterInputStream {

    RemoteInput(InputStream body) {
        super(body);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        try {
            return super.read(bytes, offset, length);
        } catch (IOException e) {
            OpenEnvException failure = WorkspaceFailure.CHANGED.exception(
                    "The file broke off: it has changed meanwhile, or its episode has ended, or the connection is lost.");
            failure.addSuppressed(new OpenEnvException(ErrorCode.CONNECTION_LOST, String.valueOf(e.getMessage()), e));
            throw failure;
        }
    }
}
