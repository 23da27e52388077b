package org.openenv.core.host.http.file;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.DateUtils;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLConnection;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Workspace;
import org.openenv.core.WorkspaceFailure;
import org.openenv.core.host.http.exchange.HttpAnswer;

/** Sends a file or a part of it, or a folder as tar. What a program wrote is never a page of this server's. */
final class FileDownload {

    private static final HttpString NO_SNIFFING = HttpString.tryFromString("X-Content-Type-Options");
    private static final HttpString POLICY = HttpString.tryFromString("Content-Security-Policy");
    private static final String UNKNOWN = "application/octet-stream";

    private final FileTransfer<?, ?, ?> transfer;
    private final HttpServerExchange exchange;
    private final String path;

    FileDownload(FileTransfer<?, ?, ?> transfer, String path) {
        this.transfer = transfer;
        this.exchange = transfer.exchange();
        this.path = path;
    }

    void send() throws IOException {
        Workspace.Info info = transfer.call(files -> files.stat(path));
        exchange.getResponseHeaders()
                .put(NO_SNIFFING, "nosniff")
                .put(POLICY, "sandbox; default-src 'none'")
                .put(Headers.CONTENT_DISPOSITION, "attachment");
        if (info.kind() == Workspace.Kind.FOLDER) {
            folder();
        } else {
            file(info);
        }
    }

    private void file(Workspace.Info info) throws IOException {
        String etag = '"' + info.version() + '"';
        exchange.getResponseHeaders()
                .put(Headers.ETAG, etag)
                .put(Headers.LAST_MODIFIED, DateUtils.toDateString(Date.from(info.modified())))
                .put(Headers.ACCEPT_RANGES, "bytes");
        if (names(exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH), etag)) {
            exchange.setStatusCode(StatusCodes.NOT_MODIFIED).endExchange();
            return;
        }
        String condition = exchange.getRequestHeaders().getFirst(Headers.IF_RANGE);
        Optional<ByteRange> asked = condition == null || condition.equals(etag)
                ? ByteRange.of(exchange.getRequestHeaders().getFirst(Headers.RANGE), info.size())
                : Optional.empty();
        if (asked.isPresent() && asked.get().length() == 0) {
            exchange.getResponseHeaders().put(Headers.CONTENT_RANGE, "bytes */" + info.size());
            HttpAnswer.detail(
                    exchange,
                    StatusCodes.REQUEST_RANGE_NOT_SATISFIABLE,
                    "The file has " + info.size() + " bytes; the range asked for has none of them.");
            return;
        }
        ByteRange range = asked.orElse(new ByteRange(0, info.size()));
        InputStream in = transfer.call(files -> files.open(path, range.first()));
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type());
        if (asked.isPresent()) {
            exchange.setStatusCode(StatusCodes.PARTIAL_CONTENT);
            exchange.getResponseHeaders()
                    .put(
                            Headers.CONTENT_RANGE,
                            "bytes " + range.first() + "-" + (range.first() + range.length() - 1) + "/" + info.size());
        }
        exchange.setResponseContentLength(range.length());
        if (exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.endExchange();
            return;
        }
        OutputStream out = transfer.answer();
        copy(in, range.length(), out);
        out.close();
    }

    /** Whether a list of tags has one, or all are meant. */
    private static boolean names(@Nullable String header, String etag) {
        if (header == null) {
            return false;
        }
        for (String each : header.split(",", -1)) {
            String tag = each.strip();
            if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
                return true;
            }
        }
        return false;
    }

    private String type() {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        String guess = name.endsWith(".csv") ? "text/csv" : URLConnection.guessContentTypeFromName(name);
        return guess == null ? UNKNOWN : guess;
    }

    private void copy(InputStream in, long length, OutputStream out) throws IOException {
        byte[] part = new byte[FileTransfer.PART];
        for (long left = length; left > 0; ) {
            int most = (int) Math.min(part.length, left);
            int read = transfer.call(files -> read(in, part, most));
            if (read < 0) {
                throw WorkspaceFailure.CHANGED.exception("'" + path + "' has become shorter.");
            }
            out.write(part, 0, read);
            left -= read;
        }
    }

    private static int read(InputStream in, byte[] part, int most) {
        try {
            return in.read(part, 0, most);
        } catch (IOException e) {
            throw WorkspaceFailure.FAILED.exception("The file can't be read: " + e.getMessage());
        }
    }

    private void folder() throws IOException {
        Workspace.Listing listing = transfer.call(files -> files.list(path, true, Workspace.MOST_LISTED));
        if (listing.truncated()) {
            throw WorkspaceFailure.TOO_LARGE.exception("The folder has more than the " + Workspace.MOST_LISTED
                    + " files that go into one tar; fetch what is in it.");
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, TarWriter.TYPE);
        if (exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.endExchange();
            return;
        }
        String top = transfer.call(files -> files.stat(path)).path();
        OutputStream out = transfer.answer();
        for (Workspace.Info info : listing.files()) {
            String name = top.isEmpty() ? info.path() : info.path().substring(top.length() + 1);
            if (info.kind() == Workspace.Kind.FOLDER) {
                out.write(TarWriter.folder(name, info));
            } else if (info.kind() == Workspace.Kind.FILE) {
                InputStream in = transfer.call(files -> files.open(info.path(), 0));
                out.write(TarWriter.file(name, info));
                copy(in, info.size(), out);
                out.write(TarWriter.padding(info.size()));
            }
        }
        out.write(TarWriter.end());
        out.close();
    }
}
