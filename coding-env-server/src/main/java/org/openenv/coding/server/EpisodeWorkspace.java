package org.openenv.coding.server;

import java.io.InputStream;
import java.util.function.Supplier;
import org.openenv.coding.server.python.PythonInterpreter;
import org.openenv.core.Workspace;

/** The files of whichever episode an environment is in. */
record EpisodeWorkspace(Supplier<PythonInterpreter> interpreter) implements Workspace {

    private Workspace files() {
        return interpreter.get().workspace();
    }

    @Override
    public Info stat(String path) {
        return files().stat(path);
    }

    @Override
    public Listing list(String folder, boolean recursive, int most) {
        return files().list(folder, recursive, most);
    }

    @Override
    public InputStream open(String path, long offset) {
        return files().open(path, offset);
    }

    @Override
    public Upload create(String path, long size) {
        return files().create(path, size);
    }

    @Override
    public Info makeFolder(String path) {
        return files().makeFolder(path);
    }

    @Override
    public void delete(String path, boolean recursive) {
        files().delete(path, recursive);
    }
}
