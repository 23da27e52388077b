package org.openenv.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Files and whole folders between this machine and a workspace, a part at a time. What a workspace tells is not believed. */
final class FolderTransfer {

    private static final int PART = 256 * 1024;

    private FolderTransfer() {}

    static void upload(Workspace workspace, Path local, String path) {
        try {
            if (!Files.isDirectory(local)) {
                send(workspace, local, path);
                return;
            }
            try (Stream<Path> below = Files.walk(local)) {
                for (Path each : (Iterable<Path>) below::iterator) {
                    String place = place(path, local.relativize(each));
                    if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS) || each.equals(local)) {
                        if (!place.isEmpty()) {
                            workspace.makeFolder(place);
                        }
                    } else if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
                        send(workspace, each, place);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String place(String path, Path below) {
        String rest = below.toString().replace(below.getFileSystem().getSeparator(), "/");
        if (rest.isEmpty()) {
            return path;
        }
        return path.isEmpty() || path.endsWith("/") ? path + rest : path + "/" + rest;
    }

    private static void send(Workspace workspace, Path local, String path) throws IOException {
        try (InputStream in = Files.newInputStream(local);
                Workspace.Upload upload = workspace.create(path, Files.size(local))) {
            byte[] part = new byte[PART];
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                upload.write(part, 0, read);
            }
            upload.commit();
        }
    }

    static void download(Workspace workspace, String path, Path local) {
        try {
            Workspace.Info info = workspace.stat(path);
            if (info.kind() != Workspace.Kind.FOLDER) {
                fetch(workspace, path, local);
                return;
            }
            Workspace.Listing listing = workspace.list(path, true, Workspace.MOST_LISTED);
            if (listing.truncated()) {
                throw WorkspaceFailure.TOO_LARGE.exception("The folder '" + path + "' has more than the "
                        + Workspace.MOST_LISTED + " files that can be fetched at once: fetch what is in it.");
            }
            Path top = local.toAbsolutePath().normalize();
            Files.createDirectories(top);
            for (Workspace.Info each : listing.files()) {
                Path place = below(top, info.path(), each.path());
                if (each.kind() == Workspace.Kind.FOLDER) {
                    Files.createDirectories(place);
                } else if (each.kind() == Workspace.Kind.FILE) {
                    fetch(workspace, each.path(), place);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a file of a folder belongs here: never beside the folder, whatever it is called. */
    private static Path below(Path local, String folder, String path) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        String rest = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
        String name = WorkspacePath.isText(rest) ? rest : WorkspacePath.encode(rest);
        Path place = local.resolve(name).normalize();
        if (!place.startsWith(local) || place.equals(local)) {
            throw new OpenEnvException(
                    ErrorCode.INVALID_ANSWER, "The folder '" + folder + "' is said to hold '" + path + "'.");
        }
        return place;
    }

    private static void fetch(Workspace workspace, String path, Path local) throws IOException {
        try (InputStream in = workspace.open(path, 0);
                OutputStream out = Files.newOutputStream(local)) {
            byte[] part = new byte[PART];
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                out.write(part, 0, read);
            }
        }
    }
}
