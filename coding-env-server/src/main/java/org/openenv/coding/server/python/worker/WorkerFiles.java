package org.openenv.coding.server.python.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.openenv.core.Workspace;
import org.openenv.core.WorkspaceFailure;
import org.openenv.core.WorkspacePath;

/** The files of one episode, over its worker: each call is one request, or several. Nothing is held between two of them. */
final class WorkerFiles implements Workspace {

    /** How much is read or written with one request. */
    static final int PART = 256 * 1024;

    private static final int MOST_TEXT = 2 << 20;

    private final WorkerInterpreter interpreter;

    WorkerFiles(WorkerInterpreter interpreter) {
        this.interpreter = interpreter;
    }

    @Override
    public Info stat(String path) {
        return facts(path).info();
    }

    FileFacts facts(String path) {
        return interpreter.files(path, FileRequest.stat(path), MOST_TEXT, WorkerFiles::one);
    }

    private static FileFacts one(byte[] content) throws ProtocolViolation {
        return FileFacts.of(FileAnswer.json(content));
    }

    @Override
    public Listing list(String folder, boolean recursive, int most) {
        if (most < 1 || most > MOST_LISTED) {
            throw WorkspaceFailure.BAD_REQUEST.exception("limit must be 1 to " + MOST_LISTED + ", was " + most);
        }
        return interpreter.files(folder, FileRequest.list(folder, recursive, most), MOST_TEXT, content -> {
            JsonNode told = FileAnswer.json(content);
            List<Info> files = new ArrayList<>();
            told.path("files").forEach(file -> files.add(FileFacts.of(file).info()));
            return new Listing(files, told.path("truncated").asBoolean());
        });
    }

    @Override
    public InputStream open(String path, long offset) {
        if (offset < 0) {
            throw WorkspaceFailure.BAD_REQUEST.exception("offset must not be negative, was " + offset);
        }
        FileFacts facts = facts(path);
        if (facts.kind() != Kind.FILE) {
            throw WorkspaceFailure.NOT_A_FILE.exception(
                    "'" + path + "' is a folder, a pipe or the like; a file is meant.");
        }
        return new FileInput(this, path, facts, offset);
    }

    byte[] read(String path, FileFacts seen, long offset, int length) {
        int size = Math.min(length, PART);
        return interpreter.files(path, FileRequest.read(path, offset, size, seen), size + 64, content -> content);
    }

    @Override
    public Upload create(String path, long size) {
        String real = interpreter.files(path, FileRequest.begin(path, size), MOST_TEXT, WorkspacePath::text);
        return new FileOutput(this, path, real, size);
    }

    void write(String path, String partial, long at, byte[] bytes, int offset, int length) {
        interpreter.files(path, FileRequest.write(partial, at, bytes, offset, length), MOST_TEXT, content -> content);
    }

    Info commit(String path, String partial, String real) {
        return interpreter
                .files(path, FileRequest.commit(partial, real), MOST_TEXT, WorkerFiles::one)
                .info();
    }

    @Override
    public Info makeFolder(String path) {
        return interpreter
                .files(path, FileRequest.folder(path), MOST_TEXT, WorkerFiles::one)
                .info();
    }

    @Override
    public void delete(String path, boolean recursive) {
        interpreter.files(path, FileRequest.delete(path, recursive), MOST_TEXT, content -> content);
    }
}
