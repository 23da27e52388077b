package org.openenv.core.server.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.WireCodec;
import org.openenv.core.wire.rpc.JsonValue;
import org.openenv.core.wire.rpc.RpcException;

/**
 * Carries messages of the Model Context Protocol from stdin to a server's {@code /mcp}, and its answers to stdout, a line each.
 * Calls of one session run in the order they came; answers come as they are ready.
 */
public final class StdioBridge {

    private static final int AT_ONCE = 64;
    private static final Executor THREADS = task -> {
        Thread thread = new Thread(task, "openenv-stdio");
        thread.setDaemon(true);
        thread.start();
    };

    private final HttpCall.Server server;
    private final OutputStream out;
    private final int longest;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<Object, HttpCall> running = new ConcurrentHashMap<>();

    /** The last call of each session; used by the thread that reads. */
    private final Map<String, CompletableFuture<Void>> queues = new HashMap<>();

    /**
     * Makes a bridge.
     *
     * @param mcp where the server's {@code /mcp} is
     * @param token what the server asks for
     * @param out where answers go; used by one thread at a time
     * @param longest the longest line taken in, in bytes
     */
    public StdioBridge(URI mcp, String token, OutputStream out, int longest) {
        this.server = new HttpCall.Server(mcp, token);
        this.out = out;
        this.longest = longest;
    }

    /**
     * Carries messages until the input ends, then waits for the answers that are still due.
     *
     * @param in what comes
     * @param patience how long to wait for the last answers
     * @throws IOException if the input can't be read
     */
    public void run(InputStream in, Duration patience) throws IOException {
        Lines lines = new Lines(in, longest);
        for (Optional<Lines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            if (line.get().tooLong()) {
                refuse(new RpcException(
                        RpcException.INVALID_REQUEST, "Invalid request: it is longer than " + longest + " bytes"));
            } else if (!line.get().blank()) {
                take(line.get().bytes());
            }
        }
        try {
            var unused = places.tryAcquire(AT_ONCE, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        running.values().forEach(HttpCall::cancel);
    }

    private void take(byte[] line) {
        JsonValue message;
        try {
            message = JsonValue.parse(line);
        } catch (RpcException noJson) {
            refuse(noJson);
            return;
        }
        HttpCall call = new HttpCall(server, line, message, this::write);
        if (call.method().equals("initialize")) {
            call.run(); // what comes behind it needs the session that it opens
            return;
        }
        if (call.cancels() && cancelled(message)) {
            return;
        }
        if (!places.tryAcquire()) {
            refuse(new RpcException(
                    RpcException.SERVER_ERROR,
                    "Too many requests wait; try again when they are done.",
                    null,
                    call.id()));
            return;
        }
        begin(call);
    }

    /** What the server does not know yet, or has no session for, is cancelled here. */
    private boolean cancelled(JsonValue notification) {
        @Nullable Object id = notification.get("params").get("requestId").plain();
        HttpCall call = id == null ? null : running.get(id);
        if (call == null || (call.begun() && !call.stateless())) {
            return false;
        }
        call.cancel();
        return true;
    }

    private void begin(HttpCall call) {
        @Nullable Object id = call.id();
        if (id != null) {
            running.put(id, call);
        }
        CompletableFuture<Void> done = turn(call)
                .thenRunAsync(call::run, THREADS)
                .whenComplete((ran, failure) -> {
                    if (id != null) {
                        running.remove(id, call);
                    }
                    places.release();
                });
        call.queue().ifPresent(queue -> queues.put(queue, done));
    }

    /** Calls of one session run in the order they came. */
    private CompletableFuture<Void> turn(HttpCall call) {
        queues.values().removeIf(CompletableFuture::isDone);
        return call.queue().map(queues::get).orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private void refuse(RpcException why) {
        write(WireCodec.writeValue(why.answer(why.id())));
    }

    private synchronized void write(String json) {
        try {
            out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException nobodyReads) {
            running.values().forEach(HttpCall::cancel);
        }
    }
}
