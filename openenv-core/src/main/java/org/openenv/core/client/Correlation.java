package org.openenv.core.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.openenv.core.wire.Reply;

/**
 * Who waits for which answer. Every request has an id. A server that echoes ids is held to them; one that ignores them, or
 * refuses them as the Python reference does, answers in order, and its answers must at least be of the right kind. Guarded
 * by the connection's lock.
 */
final class Correlation {

    /** Errors that end a session, whatever was asked. */
    private static final Set<String> LAST_WORDS = Set.of("CAPACITY_REACHED", "FACTORY_ERROR", "SESSION_ERROR");

    private enum Habit {
        UNKNOWN,
        ECHOES_IDS,
        ANSWERS_IN_ORDER
    }

    /** What a message of the server is. */
    sealed interface Match {

        /** The answer to a request. */
        record Answer(Request request) implements Match {}

        /** What a request's step writes or calls, before its answer. */
        record Output(Request request) implements Match {}

        /** A refusal of ids: these are to be sent again without. */
        record SendAgain(List<Request> requests) implements Match {}

        /** Nothing to do. */
        record Expected() implements Match {}

        /** What a server says before it ends the connection. */
        record Farewell() implements Match {}

        /** Nobody's answer: the connection can't be trusted any more. */
        record Stray(String why) implements Match {}
    }

    private final Deque<Request> pending = new ArrayDeque<>();
    private Habit habit = Habit.UNKNOWN;

    /** Whether requests are to be sent with their ids. */
    boolean wantsIds() {
        return habit != Habit.ANSWERS_IN_ORDER;
    }

    void add(Request request) {
        pending.add(request);
    }

    /** Whether a request is the only work without an answer: what is said to its step beside it is none. */
    boolean isAlone(Request request) {
        return pending.contains(request) && pending.stream().allMatch(one -> one == request || !one.isWork());
    }

    /** Takes all requests out that wait. */
    List<Request> drain() {
        List<Request> all = new ArrayList<>(pending);
        pending.clear();
        return all;
    }

    Match match(Reply<?, ?> reply) {
        return reply.hasRequestId() ? byId(reply) : byPlace(reply);
    }

    /** Whose output it is: of the request that it names, or else of the first. */
    Match output(Reply<?, ?> reply) {
        Request first = pending.peek();
        for (Request request : pending) {
            if (request.listens(reply.type())
                    && (reply.hasRequestId() ? request.isNamed(reply.requestId()) : request == first)) {
                return new Match.Output(request);
            }
        }
        return new Match.Stray("it sent a message of type '" + reply.type() + "' that nobody asked for");
    }

    private Match byId(Reply<?, ?> reply) {
        for (Request request : pending) {
            if (request.isNamed(reply.requestId())) {
                pending.remove(request);
                habit = Habit.ECHOES_IDS;
                return new Match.Answer(request);
            }
        }
        String id = reply.requestId() == null ? "an id that is no text" : "id " + shorten(reply.requestId());
        return new Match.Stray("it sent an answer with " + id + ", and no request with that id waits for one");
    }

    private static String shorten(String id) {
        return "'" + (id.length() <= 60 ? id : id.substring(0, 60) + "…") + "'";
    }

    private Match byPlace(Reply<?, ?> reply) {
        boolean error = reply.type().equals("error");
        Request first = pending.peek();
        if (error && (first == null || LAST_WORDS.contains(reply.errorCode()))) {
            return new Match.Farewell();
        }
        if (first == null) {
            return new Match.Stray("it sent an answer to nothing");
        }
        if (error && habit == Habit.UNKNOWN && first.isIdentified() && reply.refusesRequestIds()) {
            return forgetIds();
        }
        if (habit == Habit.ECHOES_IDS && !(error && pending.size() == 1)) {
            return new Match.Stray("it echoes the ids of requests, and sent an answer without one");
        }
        if (!error && !reply.type().equals(first.expected())) {
            return new Match.Stray(
                    "asked for type '" + first.expected() + "', it answered with " + shorten(reply.type()));
        }
        if (!error) {
            habit = Habit.ANSWERS_IN_ORDER;
        }
        pending.remove();
        return first.isRefused() ? new Match.Expected() : new Match.Answer(first);
    }

    /**
     * Gives ids up: whatever was sent with one will be refused, in order, and is to be sent again behind all that waits. An
     * interrupt is not: a server that refuses ids does not know interrupts, and says that instead.
     */
    private Match forgetIds() {
        habit = Habit.ANSWERS_IN_ORDER;
        List<Request> waiting = drain();
        List<Request> again = new ArrayList<>();
        for (Request request : waiting) {
            boolean refusedNow = request == waiting.get(0);
            if (request.isInterrupt() && !refusedNow) {
                pending.add(request);
                continue;
            }
            if (!refusedNow) {
                pending.add(Request.refused());
            }
            if (!request.answer().isDone()) {
                again.add(request);
            }
        }
        return new Match.SendAgain(again);
    }
}
