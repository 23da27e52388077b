package org.openenv.core.host.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.ErrorCode;
import org.openenv.core.ForkOptions;
import org.openenv.core.ForkedFrom;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.HostObserver.Parent;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;
import org.openenv.core.wire.ServerMessage.Forked.Copy;

/**
 * Makes copies of a session: places first, for they may be few, then the environments, and no place is kept for one that could
 * not be made. On the lane of the session that is forked.
 */
final class SessionFork<A extends Action, O extends Observation, S extends State> {

    private final ClientMessage.Fork<A> request;
    private final Session<A, O, S> parent;
    private final Environment<A, O, S> instance;

    private SessionFork(ClientMessage.Fork<A> request, Session<A, O, S> parent, Environment<A, O, S> instance) {
        this.request = request;
        this.parent = parent;
        this.instance = instance;
    }

    /**
     * Makes them.
     *
     * @throws OpenEnvException if none could be made, or one that must be; then there is none of them
     */
    static <A extends Action, O extends Observation, S extends State> ServerMessage<O, S> take(
            ClientMessage.Fork<A> request, Session<A, O, S> parent, Environment<A, O, S> instance) {
        return new SessionFork<>(request, parent, instance).take();
    }

    /** What a step's metadata says of where its episode comes from. */
    static Map<String, Object> origin(ForkedFrom from) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (from.episodeId() != null) {
            fields.put("episode_id", from.episodeId());
        }
        fields.put("step", from.step());
        return fields;
    }

    private ServerMessage<O, S> take() {
        List<Session<A, O, S>> places = new ArrayList<>();
        for (int i = 0; i < request.count(); i++) {
            places.add(parent.sibling());
        }
        List<Session<A, O, S>> admitted =
                parent.context().registry().admitNow(places, !request.terms().partial());
        List<Copy<O, S>> copies = request.terms().partial() ? asManyAsCan(admitted) : all(admitted);
        for (Session<A, O, S> late : places.subList(admitted.size(), places.size())) {
            copies.add(failed(parent.context().registry().full(late)));
        }
        if (copies.stream().allMatch(copy -> copy.sessionId() == null)) {
            throw firstFailure(copies);
        }
        return new ServerMessage.Forked<>(copies);
    }

    private OpenEnvException firstFailure(List<Copy<O, S>> copies) {
        ServerMessage.Failed<O, S> first = copies.get(0).failure();
        return first == null
                ? new OpenEnvException(ErrorCode.EXECUTION_ERROR, "no copy was made")
                : first.toException();
    }

    /** All at once, or none. */
    private List<Copy<O, S>> all(List<Session<A, O, S>> places) {
        try {
            return settle(places, fork(places.size()));
        } catch (Throwable failure) {
            places.forEach(place -> giveUp(place, failure));
            throw failure;
        }
    }

    /** One by one, each by itself. */
    private List<Copy<O, S>> asManyAsCan(List<Session<A, O, S>> places) {
        List<Copy<O, S>> copies = new ArrayList<>();
        for (Session<A, O, S> place : places) {
            try {
                copies.addAll(settle(List.of(place), fork(1)));
            } catch (RuntimeException failure) {
                giveUp(place, failure);
                copies.add(failed(asOpenEnv(failure)));
            }
        }
        return copies;
    }

    private List<? extends Environment<A, O, S>> fork(int count) {
        requireGoingOn();
        ForkOptions options = request.options();
        List<? extends Environment<A, O, S>> made = instance.fork(count, options);
        if (made == null || made.size() != count || parent.termination().aborted() != null) {
            if (made != null) {
                made.forEach(this::close);
            }
            requireGoingOn();
            throw new OpenEnvException(
                    ErrorCode.EXECUTION_ERROR,
                    "The environment '" + parent.environment().name() + "' was to make " + count + " copies and made "
                            + (made == null ? "null" : made.size()) + ".");
        }
        return made;
    }

    private void requireGoingOn() {
        parent.checkNotAborted();
    }

    /** Nothing is adopted before all is known that may fail. */
    private List<Copy<O, S>> settle(List<Session<A, O, S>> places, List<? extends Environment<A, O, S>> made) {
        List<Copy<O, S>> copies = new ArrayList<>();
        try {
            for (int i = 0; i < made.size(); i++) {
                copies.add(describe(places.get(i), made.get(i)));
            }
        } catch (Throwable failure) {
            made.forEach(this::close);
            throw failure;
        }
        for (int i = 0; i < made.size(); i++) {
            ForkedFrom from = made.get(i).forkedFrom().orElse(null);
            Parent told = from == null ? null : new Parent(parent.id(), from.episodeId(), from.step());
            Session<A, O, S> place = places.get(i);
            place.adopt(
                    new CopiedEnvironment<>(made.get(i), request.terms().frozen()),
                    told,
                    parent.recorder().steps());
            if (request.terms().withParent()) {
                parent.termination().endWith(place);
            }
        }
        return copies;
    }

    private Copy<O, S> describe(Session<A, O, S> place, Environment<A, O, S> copy) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        copy.forkedFrom().ifPresent(from -> {
            Map<String, Object> origin = origin(from);
            origin.put("session_id", parent.id());
            metadata.put(CopiedEnvironment.METADATA, origin);
            metadata.put("fork", from.how().wireName());
            metadata.put("fork_s", from.took().toNanos() / 1e9);
        });
        return new Copy<>(place.id(), copy.state().episodeId(), metadata, null);
    }

    /** Ends copies that nobody has been told of. */
    static void disown(ServerMessage.Forked<?, ?> forked, SessionRegistry registry) {
        for (Copy<?, ?> copy : forked.copies()) {
            if (copy.sessionId() != null) {
                registry.find(copy.sessionId()).ifPresent(session -> session.abort(SessionEnd.VANISHED, null));
            }
        }
    }

    private void giveUp(Session<A, O, S> place, Throwable failure) {
        place.abort(SessionEnd.NOT_STARTED, asOpenEnv(failure));
        parent.context()
                .registry()
                .remove(place); // now, not when its lane comes to it: who asked may ask again at once
    }

    private void close(Environment<A, O, S> unused) {
        try {
            unused.close();
        } catch (RuntimeException failure) {
            parent.threw(failure);
        }
    }

    private static OpenEnvException asOpenEnv(Throwable failure) {
        return failure instanceof OpenEnvException known
                ? known
                : new OpenEnvException(ErrorCode.EXECUTION_ERROR, Failures.describe(failure), failure);
    }

    private static <O extends Observation, S extends State> Copy<O, S> failed(@Nullable OpenEnvException failure) {
        OpenEnvException why =
                failure == null ? new OpenEnvException(ErrorCode.CAPACITY_REACHED, "there is no place") : failure;
        return new Copy<>(null, null, Map.of(), ServerMessage.Failed.of(why));
    }
}
