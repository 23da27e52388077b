package org.openenv.core.host.http.file;

import java.io.IOException;
import java.io.InputStream;
import org.openenv.core.Workspace;
import org.openenv.core.WorkspaceFailure;

/** Takes files in that a client sends, a part at a time. */
final class FileUploads {

    private final FileTransfer<?, ?, ?> transfer;
    private final byte[] part = new byte[FileTransfer.PART];

    FileUploads(FileTransfer<?, ?, ?> transfer) {
        this.transfer = transfer;
    }

    /** Writes the body to a file. */
    Workspace.Info write(String path) throws IOException {
        long size = transfer.exchange().getRequestContentLength();
        return write(path, transfer::body, size);
    }

    /** Where a file's content comes from; it is sent for once there is room for it. */
    @FunctionalInterface
    private interface Content {
        InputStream open() throws IOException;
    }

    private Workspace.Info write(String path, Content sent, long size) throws IOException {
        Workspace.Upload upload = transfer.call(files -> files.create(path, size));
        boolean whole = false;
        try {
            InputStream content = sent.open();
            for (int read = fill(content); read > 0; read = fill(content)) {
                int length = read;
                transfer.call(files -> {
                    upload.write(part, 0, length);
                    return length;
                });
            }
            Workspace.Info info = transfer.call(files -> upload.commit());
            whole = true;
            return info;
        } finally {
            if (!whole) {
                giveUp(upload);
            }
        }
    }

    private int fill(InputStream content) throws IOException {
        return content.readNBytes(part, 0, part.length);
    }

    private void giveUp(Workspace.Upload upload) {
        try {
            transfer.call(files -> {
                upload.close();
                return true;
            });
        } catch (RuntimeException gone) {
            // with its session
        }
    }

    /** Unpacks the body, which is a tar, into a folder. */
    Workspace.Info unpack(String folder) throws IOException {
        transfer.call(files -> files.makeFolder(folder));
        TarReader tar = new TarReader(transfer.body());
        for (TarReader.Entry entry = tar.next(); entry != null; entry = tar.next()) {
            String path = below(folder, entry.name());
            if (entry.isFolder()) {
                transfer.call(files -> files.makeFolder(path));
            } else if (entry.isFile()) {
                write(path, tar::content, entry.size());
            }
        }
        return transfer.call(files -> files.stat(folder));
    }

    private static String below(String folder, String name) {
        for (String step : name.split("/", -1)) {
            if (step.equals("..")) {
                throw WorkspaceFailure.OUTSIDE.exception("'" + name + "' in the tar leads out of its folder.");
            }
        }
        String rest = name;
        while (rest.startsWith("/")) {
            rest = rest.substring(1);
        }
        return folder.isEmpty() ? rest : folder + "/" + rest;
    }
}
