package org.openenv.coding.server.door;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.core.Environment;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.ResetOptions;
import org.openenv.core.spi.DoorSessions;

/** The contexts of E2B's interface, each a session; one that has ended is forgotten when it is looked for. */
final class Contexts {

    /** Says where it works, after it has gone to where it is told; leaves no name behind. */
    private static final String GO =
            "(lambda o, s: (lambda to: to and o.chdir(to))(s.stdin.read()) or s.stdout.write(o.getcwd()))"
                    + "(__import__('os'), __import__('sys')) and None";

    /** A context is about no task, where others are. */
    private static final ResetOptions PLAIN = ResetOptions.none().withExtra("tasks", false);

    /** One context: its session, its place in the list, where it works, and how much was run in it. */
    record Context(String id, long number, String cwd, AtomicInteger executions) {}

    /** The context's working directory can't be had. */
    static final class NoSuchFolder extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoSuchFolder(String why) {
            super(why);
        }
    }

    private final Map<Long, Context> known = new ConcurrentSkipListMap<>();
    private final AtomicLong count = new AtomicLong();
    private final ReentrantLock makingUsual = new ReentrantLock();
    private volatile @Nullable Context usual;

    /** Opens one, that works in a folder; in the session's own where that is empty. */
    Context create(DoorSessions<CodeAction, CodeObservation, CodeState> sessions, String cwd) {
        String id = sessions.open();
        try {
            String folder = sessions.perform(id, environment -> begin(environment, cwd));
            Context context =
                    new Context(id, count.incrementAndGet(), cwd.isEmpty() ? folder : cwd, new AtomicInteger());
            known.put(context.number(), context);
            return context;
        } catch (RuntimeException failure) {
            sessions.close(id);
            throw failure;
        }
    }

    private static String begin(Environment<CodeAction, CodeObservation, CodeState> environment, String cwd) {
        environment.reset(PLAIN);
        CodeObservation seen = environment.step(new CodeAction(GO, cwd)).observation();
        if (seen.exitCode() != 0) {
            throw new NoSuchFolder(seen.stderr());
        }
        return seen.stdout();
    }

    /** The one that is used where none is named; opened when it is first needed, or again when it has ended. */
    Context usual(DoorSessions<CodeAction, CodeObservation, CodeState> sessions) {
        Context now = usual;
        if (now != null && sessions.isOpen(now.id())) {
            return now;
        }
        try {
            makingUsual.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OpenEnvException(ErrorCode.INTERRUPTED, "The request was given up.", e);
        }
        try {
            now = usual;
            if (now == null || !sessions.isOpen(now.id())) {
                now = create(sessions, "");
                usual = now;
            }
            return now;
        } finally {
            makingUsual.unlock();
        }
    }

    /** The one of that name, or {@code null}. */
    @Nullable
    Context find(DoorSessions<CodeAction, CodeObservation, CodeState> sessions, String id) {
        return list(sessions).stream()
                .filter(context -> context.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** Those that are open, oldest first. */
    List<Context> list(DoorSessions<CodeAction, CodeObservation, CodeState> sessions) {
        known.values().removeIf(context -> !sessions.isOpen(context.id()));
        return List.copyOf(known.values());
    }

    /** Has one begin anew where it was: what runs in it is interrupted, its variables are gone. */
    void restart(DoorSessions<CodeAction, CodeObservation, CodeState> sessions, Context context) {
        sessions.interrupt(context.id());
        sessions.perform(context.id(), environment -> begin(environment, context.cwd()));
        context.executions().set(0);
    }

    void remove(DoorSessions<CodeAction, CodeObservation, CodeState> sessions, Context context) {
        known.remove(context.number());
        sessions.close(context.id());
    }
}
