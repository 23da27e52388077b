package org.openenv.core.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ServerAddress;
import org.openenv.core.Workspace;
import org.openenv.core.WorkspaceFailure;
import org.openenv.core.WorkspacePath;
import org.openenv.core.wire.WireCodec;

/** The files of a session on a server, over HTTP beside its socket. Safe for use by several threads. */
final class RemoteWorkspace implements Workspace {

    /** Asks {@code {"type":"files"}} on the session's socket. */
    interface Asking {
        Map<String, Object> ask(Map<String, Object> data);
    }

    private static final long LARGE = 1 << 20;
    private static final int MOST_TOLD = 64 << 20;

    private final ServerAddress server;
    private final ClientConfig config;
    private final Asking asking;
    private volatile String session = "";

    RemoteWorkspace(ServerAddress server, ClientConfig config, Asking asking) {
        this.server = server;
        this.config = config;
        this.asking = asking;
    }

    @Override
    public Info stat(String path) {
        return info(ask("stat", path));
    }

    @Override
    public Listing list(String folder, boolean recursive, int most) {
        Map<String, Object> data = data("list", folder);
        data.put("recursive", recursive);
        data.put("limit", most);
        Map<String, Object> told = asking.ask(data);
        List<Info> files = new ArrayList<>();
        if (told.get("files") instanceof List<?> all) {
            all.forEach(each -> files.add(info(each)));
        }
        return new Listing(files, Boolean.TRUE.equals(told.get("truncated")));
    }

    @Override
    public Info makeFolder(String path) {
        return info(ask("mkdir", path));
    }

    @Override
    public void delete(String path, boolean recursive) {
        Map<String, Object> data = data("delete", path);
        data.put("recursive", recursive);
        asking.ask(data);
    }

    private Map<String, Object> ask(String op, String path) {
        return asking.ask(data(op, path));
    }

    private static Map<String, Object> data(String op, String path) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("op", op);
        if (WorkspacePath.isText(path)) {
            data.put("path", path);
        } else {
            data.put("encoded_path", WorkspacePath.encode(path));
        }
        return data;
    }

    @Override
    public InputStream open(String path, long offset) {
        HttpRequest.Builder request = request(path).GET();
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
        }
        HttpResponse<InputStream> response = send(request);
        int status = response.statusCode();
        if (status == 200 || status == 206) {
            if (response.headers().firstValue("Content-Type").orElse("").equals("application/x-tar")
                    && stat(path).kind() == Kind.FOLDER) {
                close(response);
                throw WorkspaceFailure.NOT_A_FILE.exception("'" + path + "' is a folder; a file is meant.");
            }
            return new RemoteInput(response.body());
        }
        if (status == 416) { // begun behind its end
            close(response);
            return InputStream.nullInputStream();
        }
        throw failure(response);
    }

    private static void close(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException unheard) {
            // it is not read anyway
        }
    }

    @Override
    public Upload create(String path, long size) {
        requireRoom(path, size);
        return new RemoteUpload(this, path, size);
    }

    @Override
    public Info write(String path, byte[] content) {
        requireRoom(path, content.length);
        return put(path, BodyPublishers.ofByteArray(content));
    }

    /** Asks first whether there is room for a large file: it is sent whole, whatever the server says meanwhile. */
    private void requireRoom(String path, long size) {
        if (size > LARGE) {
            Map<String, Object> data = data("room", path);
            data.put("length", size);
            asking.ask(data);
        }
    }

    /** Sends a file whose content comes from a stream. */
    Info put(String path, Supplier<InputStream> content, long size) {
        BodyPublisher stream = BodyPublishers.ofInputStream(content);
        return put(path, size > 0 ? BodyPublishers.fromPublisher(stream, size) : stream);
    }

    private Info put(String path, BodyPublisher content) {
        HttpResponse<InputStream> response = send(
                request(path).header("Content-Type", "application/octet-stream").PUT(content));
        if (response.statusCode() != 200) {
            throw failure(response);
        }
        return info(json(response));
    }

    private HttpRequest.Builder request(String path) {
        if (session.isEmpty()) {
            session = String.valueOf(asking.ask(Map.of("op", "session")).get("session_id"));
        }
        URI uri = URI.create(
                server.http() + "/sessions/" + WorkspacePath.encode(session) + "/files/" + WorkspacePath.encode(path));
        try {
            return config.access().show(HttpRequest.newBuilder(ServerAddress.dialable(uri)));
        } catch (IOException failure) {
            throw Failures.of(uri, config, failure);
        }
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            return config.access().http().send(request, BodyHandlers.ofInputStream());
        } catch (IOException failure) {
            throw Failures.of(request.uri(), config, failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OpenEnvException(ErrorCode.INTERRUPTED, "interrupted while a file was on its way", e);
        }
    }

    private static Object json(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            Object value = WireCodec.readValue(new String(body.readNBytes(MOST_TOLD), StandardCharsets.UTF_8));
            return value == null ? Map.of() : value;
        } catch (IOException e) {
            throw new OpenEnvException(ErrorCode.CONNECTION_LOST, "the answer about a file broke off", e);
        }
    }

    private static OpenEnvException failure(HttpResponse<InputStream> response) {
        Map<?, ?> told;
        try {
            told = json(response) instanceof Map<?, ?> fields ? fields : Map.of();
        } catch (OpenEnvException unreadable) {
            told = Map.of();
        }
        Map<String, Object> details = new LinkedHashMap<>();
        told.forEach((name, value) -> {
            if (name instanceof String text && value != null && !text.equals("detail") && !text.equals("reason")) {
                details.put(text, value);
            }
        });
        String message = told.get("detail") == null
                ? response.uri() + " answered " + response.statusCode()
                : String.valueOf(told.get("detail"));
        return WorkspaceFailure.named(told.get("reason"))
                .map(kind -> kind.exception(message, details))
                .orElseGet(() -> new OpenEnvException(ErrorCode.EXECUTION_ERROR, message, details, null));
    }

    private static Info info(@Nullable Object told) {
        if (told instanceof Map<?, ?> fields
                && fields.get("path") instanceof String path
                && fields.get("size") instanceof Number size
                && fields.get("modified") instanceof String modified) {
            try {
                return new Info(
                        fields.get("encoded_path") instanceof String encoded ? WorkspacePath.decode(encoded) : path,
                        kind(String.valueOf(fields.get("type"))),
                        size.longValue(),
                        Instant.parse(modified),
                        String.valueOf(fields.get("etag")));
            } catch (DateTimeException | IllegalArgumentException senseless) {
                // told below
            }
        }
        throw new OpenEnvException(
                ErrorCode.INVALID_ANSWER, "the server's answer about a file is not what was asked for");
    }

    private static Kind kind(String name) {
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return kind;
            }
        }
        return Kind.OTHER;
    }
}
