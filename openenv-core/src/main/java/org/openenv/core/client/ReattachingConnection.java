package org.openenv.core.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.wire.Reply;

/**
 * A session that outlives its connections: when one is lost, the next is made, and what has no answer yet is asked for again,
 * in order and by the same ids, by which the server knows what it has carried out already.
 */
final class ReattachingConnection implements Connection {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** How often it is made sure that the server is there, while an answer is waited for. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** How long nothing may be heard of it then; who is given up too soon is asked again, and carries nothing out twice. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final KeptSession session;
    private final ClientConfig config;
    private final Function<String, Reply<?, ?>> opener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Request> unanswered = new LinkedHashSet<>();
    private @Nullable SocketConnection current;
    private @Nullable OpenEnvException over;
    private boolean attaching;
    private boolean watching;
    private int tries;
    private long lostSince;
    private volatile OpenEnvException lastFailure =
            new OpenEnvException(ErrorCode.CONNECTION_LOST, "the connection is lost");

    private ReattachingConnection(KeptSession session, ClientConfig config, Function<String, Reply<?, ?>> opener) {
        this.session = session;
        this.config = config;
        this.opener = opener;
    }

    /** Opens a session and connects to it. */
    static CompletableFuture<Connection> open(
            KeptSession session, ClientConfig config, Function<String, Reply<?, ?>> opener) {
        ReattachingConnection connection = new ReattachingConnection(session, config, opener);
        return SocketConnection.open(session.socket(), config, opener).thenApply(first -> {
            connection.current = first;
            return connection;
        });
    }

    @Override
    public void exchange(Request request) {
        OpenEnvException failure;
        lock.lock();
        try {
            failure = over;
            if (failure == null) {
                unanswered.add(request);
                watch();
                if (!attaching && current != null && current.isOpen()) {
                    ask(request, current);
                } else {
                    attach();
                }
            }
        } finally {
            lock.unlock();
        }
        if (failure != null) {
            request.answer().completeExceptionally(failure);
        }
    }

    /** Asks by one connection; called under the lock, so that the order is kept. */
    private void ask(Request request, SocketConnection by) {
        Request attempt = request.again();
        by.exchange(attempt);
        var unused = attempt.answer().whenComplete((reply, failure) -> {
            if (failure == null) {
                answered(request);
                request.answer().complete(reply);
            } else {
                ClientThreads.callbacks().execute(() -> failed(by, failure));
            }
        });
    }

    /** Looks after the connection as long as an answer is waited for; called under the lock. */
    private void watch() {
        if (!watching) {
            watching = true;
            CompletableFuture.delayedExecutor(
                            BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS, ClientThreads.callbacks())
                    .execute(this::look);
        }
    }

    private void look() {
        SocketConnection looked;
        lock.lock();
        try {
            watching = false;
            looked = attaching || unanswered.isEmpty() ? null : current;
            if (!unanswered.isEmpty()) {
                watch();
            }
        } finally {
            lock.unlock();
        }
        if (looked != null && looked.isOpen()) {
            looked.probe(SILENCE);
        }
    }

    private void answered(Request request) {
        lock.lock();
        try {
            unanswered.remove(request);
            tries = 0;
        } finally {
            lock.unlock();
        }
    }

    /** A connection is lost, or was refused: it is made again, unless that can't help. */
    private void failed(SocketConnection by, Throwable failure) {
        OpenEnvException why = Failures.of(session.socket(), config, failure);
        lock.lock();
        try {
            if (by != current || attaching || over != null) {
                return;
            }
            if (by.wasSpoiled() || !(why.code() == ErrorCode.CONNECTION_LOST || occupied(why))) {
                giveUp(why);
            } else {
                lastFailure = why;
                attach();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The server has not noticed yet that the last connection is lost. */
    private static boolean occupied(OpenEnvException why) {
        return why.code() == ErrorCode.SESSION_ERROR
                && String.valueOf(why.getMessage()).endsWith("already has an attached WebSocket");
    }

    /** Begins to connect again; called under the lock. */
    private void attach() {
        if (!attaching) {
            attaching = true;
            lostSince = tries == 0 ? System.nanoTime() : lostSince;
            ClientThreads.callbacks().execute(this::attachUntilItIs);
        }
    }

    private void attachUntilItIs() {
        for (int tried = nextTry(); tried >= 0; tried = nextTry()) {
            if (tried > 0) {
                LockSupport.parkNanos(Math.min(FIRST_PAUSE.toNanos() << Math.min(tried, 10), LONGEST_PAUSE.toNanos()));
            }
            try {
                use(SocketConnection.open(session.socket(), config, opener).get());
                return;
            } catch (ExecutionException | InterruptedException | RuntimeException failure) {
                lastFailure = Failures.of(session.socket(), config, failure);
            }
        }
    }

    /** How often it was tried since there was an answer, or a negative number if it is not to be tried any more. */
    private int nextTry() {
        lock.lock();
        try {
            if (over == null
                    && tries > 0
                    && System.nanoTime() - lostSince > config.times().reattach().toNanos()) {
                giveUp(lastFailure);
            }
            return over == null ? tries++ : -1;
        } finally {
            lock.unlock();
        }
    }

    /** Asks by a new connection for what has no answer. */
    private void use(SocketConnection next) {
        lock.lock();
        try {
            current = next;
            attaching = false;
            if (over != null) {
                next.close("", Duration.ZERO);
                return;
            }
            unanswered.removeIf(request -> request.answer().isDone());
            for (Request request : new ArrayList<>(unanswered)) {
                ask(request, next);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Fails what has no answer, and all that comes; called under the lock. */
    private void giveUp(OpenEnvException why) {
        over = new OpenEnvException(
                why.code() == ErrorCode.SESSION_ERROR ? ErrorCode.SESSION_ERROR : ErrorCode.CONNECTION_LOST,
                "the session " + session.id() + " can't be reached any more (" + why.getMessage()
                        + "); whether the last request was carried out is not known",
                why);
        attaching = false;
        List<Request> all = new ArrayList<>(unanswered);
        unanswered.clear();
        OpenEnvException told = over;
        ClientThreads.callbacks()
                .execute(() -> all.forEach(request -> request.answer().completeExceptionally(told)));
    }

    @Override
    public boolean isAlone(Request request) {
        lock.lock();
        try {
            return unanswered.size() == 1 && unanswered.contains(request);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isOpen() {
        lock.lock();
        try {
            return over == null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close(String goodbye, Duration patience) {
        SocketConnection last;
        lock.lock();
        try {
            last = current;
            giveUp(new OpenEnvException(ErrorCode.CONNECTION_LOST, "this client was closed"));
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.close(goodbye, patience);
        }
        session.end(patience);
    }
}
