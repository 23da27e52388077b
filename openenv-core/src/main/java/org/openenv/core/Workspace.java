package org.openenv.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The files that an environment's programs read and write, where it has any: {@link Environment#workspace()}. They belong to
 * the episode, and go with it.
 *
 * <p>A path is relative to the working directory, with {@code /} between its parts; one that begins with {@code /tmp} lies in
 * the folder for temporary files. Links are followed, but never out of these two. A name that is not UTF-8 has a lone
 * surrogate, U+DC00 and the byte, for each byte that is none, as Python has it.
 *
 * <p><b>Threads.</b> Used like the environment, by one thread at a time; that of a client by several.
 *
 * <p><b>Errors.</b> An {@link OpenEnvException}, of which {@link WorkspaceFailure#of} tells the kind. What was written by halves
 * is not there: a file has its old content until the new one is whole.
 */
public interface Workspace {

    /** How many files a list has at most, however many are asked for. */
    int MOST_LISTED = 10_000;

    /** What a file is. */
    enum Kind {
        /** A regular file. */
        FILE,
        /** A folder. */
        FOLDER,
        /** A symbolic link, in a list. */
        LINK,
        /** A named pipe, a socket or a device: it can be seen and deleted. */
        OTHER
    }

    /**
     * What is known of a file.
     *
     * @param path where it is
     * @param kind what it is
     * @param size its length in bytes; of what is no file, what the system says
     * @param modified when it was last written to
     * @param version differs when the content may differ; without a meaning otherwise
     */
    record Info(String path, Kind kind, long size, Instant modified, String version) {}

    /**
     * What is in a folder.
     *
     * @param files each with its whole path, sorted, a folder before what is in it
     * @param truncated whether there are more
     */
    record Listing(List<Info> files, boolean truncated) {

        /** Copies. */
        public Listing {
            files = List.copyOf(files);
        }
    }

    /** A file that is being written. It takes its place when it is committed; closed before that it leaves nothing. */
    interface Upload extends AutoCloseable {

        /**
         * Writes the next part.
         *
         * @param bytes holds it
         * @param offset where it begins there
         * @param length how long it is
         */
        void write(byte[] bytes, int offset, int length);

        /**
         * Gives the file its name, in the place of one that has it.
         *
         * @return what is known of it
         */
        Info commit();

        /** Drops what was written, unless it was committed. */
        @Override
        void close();
    }

    /**
     * Returns what is known of a file or folder; of a link, what it leads to.
     *
     * @param path where it is
     * @return what is known
     */
    Info stat(String path);

    /**
     * Lists a folder.
     *
     * @param folder where it is; empty for the working directory
     * @param recursive whether also what is in the folders below
     * @param most how many files to tell of, 1 to {@value #MOST_LISTED}
     * @return its content
     */
    Listing list(String folder, boolean recursive, int most);

    /**
     * Lists a folder, and nothing below.
     *
     * @param folder where it is; empty for the working directory
     * @return its content
     */
    default Listing list(String folder) {
        return list(folder, false, MOST_LISTED);
    }

    /**
     * Opens a file to be read in parts. If it changes meanwhile, reading fails with {@link WorkspaceFailure#CHANGED}.
     *
     * @param path where it is
     * @param offset how many bytes to leave out at its begin
     * @return its bytes; the caller closes it. Its methods throw as those here do.
     */
    InputStream open(String path, long offset);

    /**
     * Reads a whole file into memory.
     *
     * @param path where it is
     * @return its bytes
     */
    default byte[] read(String path) {
        try (InputStream in = open(path, 0)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a whole file of text in UTF-8.
     *
     * @param path where it is
     * @return its text
     */
    default String readText(String path) {
        return new String(read(path), StandardCharsets.UTF_8);
    }

    /**
     * Begins to write a file; the folders above it are made.
     *
     * @param path where it shall be
     * @param size its length in bytes, so that one for which there is no room is refused now; negative if it is not known
     * @return what takes its bytes; the caller closes it
     */
    Upload create(String path, long size);

    /**
     * Writes a file.
     *
     * @param path where it shall be
     * @param content its bytes
     * @return what is known of it
     */
    default Info write(String path, byte[] content) {
        try (Upload upload = create(path, content.length)) {
            upload.write(content, 0, content.length);
            return upload.commit();
        }
    }

    /**
     * Writes a file of text in UTF-8.
     *
     * @param path where it shall be
     * @param text its text
     * @return what is known of it
     */
    default Info write(String path, String text) {
        return write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes a folder and those above it; one that is there stays.
     *
     * @param path where it shall be
     * @return what is known of it
     */
    Info makeFolder(String path);

    /**
     * Deletes a file, a link, or a folder.
     *
     * @param path where it is
     * @param recursive whether a folder goes with all that is in it; otherwise only an empty one does
     */
    void delete(String path, boolean recursive);

    /**
     * Deletes a file, a link, or an empty folder.
     *
     * @param path where it is
     */
    default void delete(String path) {
        delete(path, false);
    }

    /**
     * Sends a local file, or a folder with all files and folders in it; links and devices below are left out.
     *
     * @param local where it is here
     * @param path where it shall be; a folder's content is added to what is there
     * @throws UncheckedIOException if it can't be read here
     */
    default void upload(Path local, String path) {
        FolderTransfer.upload(this, local, path);
    }

    /**
     * Fetches a file, or a folder with all files and folders in it; links and devices below are left out.
     *
     * @param path where it is
     * @param local where it shall be here; a file is replaced, a folder's content is added to what is there
     * @throws UncheckedIOException if it can't be written here
     * @throws OpenEnvException also if there are more than {@value #MOST_LISTED} files
     */
    default void download(String path, Path local) {
        FolderTransfer.download(this, path, local);
    }
}
