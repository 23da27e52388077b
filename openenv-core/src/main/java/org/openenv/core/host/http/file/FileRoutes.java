package org.openenv.core.host.http.file;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.Workspace;
import org.openenv.core.WorkspaceFailure;
import org.openenv.core.WorkspacePath;
import org.openenv.core.host.files.FileFields;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.http.exchange.Route;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.Session;
import org.openenv.core.wire.OpenApi.Operation;
import org.openenv.core.wire.WireCodec;

/** {@code /sessions/{id}/files}: the files of a session's episode. */
public final class FileRoutes<A extends Action, O extends Observation, S extends State> {

    private static final String PLACE = "/sessions/{id}/files";
    private static final Pattern PATH = Pattern.compile("/sessions/[^/]+/files/(.*)");
    private static final int USUAL_LIST = 1000;
    private static final String FOLDER = "inode/directory";
    private static final List<Integer> ERRORS = List.of(403, 404, 409, 413, 422, 507);

    private final Function<String, Session<A, O, S>> sessions;
    private final HostContext context;

    public FileRoutes(Function<String, Session<A, O, S>> sessions, HostContext context) {
        this.sessions = sessions;
        this.context = context;
    }

    public List<Route> list() {
        return List.of(
                Route.of(operation("GET", "", "Lists files of a session.", "FileList"), this::listing),
                Route.of(operation("GET", "/{file}", "Fetches a file, or a folder as tar.", null), this::get),
                Route.of(operation("PUT", "/{file}", "Writes a file, or a folder from tar.", "File"), this::put),
                Route.of(operation("DELETE", "/{file}", "Deletes a file or a folder.", "FileDeleted"), this::delete));
    }

    private static Operation operation(String method, String below, String summary, @Nullable String response) {
        return new Operation(method, PLACE + below, summary, null, 200, response, ERRORS);
    }

    private void listing(HttpServerExchange exchange, String id) {
        boolean recursive = truth(exchange, "recursive");
        String folder = parameter(exchange, "path", "");
        int most = number(parameter(exchange, "limit", String.valueOf(USUAL_LIST)));
        begin(exchange, id, transfer -> {
            Workspace.Listing files = transfer.call(workspace -> workspace.list(folder, recursive, most));
            HttpAnswer.large(exchange, context, StatusCodes.OK, WireCodec.writeValue(FileFields.of(files)));
        });
    }

    private void get(HttpServerExchange exchange, String id) {
        String path = path(exchange);
        begin(exchange, id, transfer -> new FileDownload(transfer, path).send());
    }

    private void put(HttpServerExchange exchange, String id) {
        String path = path(exchange);
        String header = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        String type = header == null ? "" : header.split(";", 2)[0].strip();
        begin(exchange, id, transfer -> {
            FileUploads uploads = new FileUploads(transfer);
            Workspace.Info info = type.equals(TarWriter.TYPE)
                    ? uploads.unpack(path)
                    : type.equals(FOLDER)
                            ? transfer.call(workspace -> workspace.makeFolder(path))
                            : uploads.write(path);
            HttpAnswer.json(exchange, StatusCodes.OK, WireCodec.writeValue(FileFields.of(info)));
        });
    }

    private void delete(HttpServerExchange exchange, String id) {
        String path = path(exchange);
        boolean recursive = truth(exchange, "recursive");
        begin(exchange, id, transfer -> {
            transfer.call(workspace -> {
                workspace.delete(path, recursive);
                return true;
            });
            HttpAnswer.json(exchange, StatusCodes.OK, WireCodec.writeValue(Map.of("deleted", true)));
        });
    }

    private void begin(HttpServerExchange exchange, String id, FileTransfer.Work<A, O, S> work) {
        FileTransfer.begin(exchange, context, sessions.apply(id), work);
    }

    /** The path as it was sent: what it decodes to need not be text. */
    private static String path(HttpServerExchange exchange) {
        String sent = exchange.getRequestURI();
        Matcher matcher = PATH.matcher(sent);
        if (!matcher.find()) {
            throw WorkspaceFailure.BAD_REQUEST.exception("There is no path in " + sent);
        }
        String path = WorkspacePath.decode(matcher.group(1));
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String parameter(HttpServerExchange exchange, String name, String otherwise) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null || values.isEmpty() ? otherwise : values.getFirst();
    }

    private static boolean truth(HttpServerExchange exchange, String name) {
        String value = parameter(exchange, name, "false");
        if (value.equals("true") || value.equals("false")) {
            return value.equals("true");
        }
        throw WorkspaceFailure.BAD_REQUEST.exception(name + " must be true or false, was '" + value + "'");
    }

    private static int number(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw WorkspaceFailure.BAD_REQUEST.exception("limit must be a whole number, was '" + value + "'");
        }
    }
}
