package org.openenv.core.host.socket;

import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.session.Carrier;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.session.SessionEnd;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;

/** A request to the episode of a {@link EpisodeFeed}, which is told what came of it once that was answered. */
final class FeedCarrier<A extends Action, O extends Observation, S extends State> implements Carrier<A, O, S> {

    private final Carrier<A, O, S> inner;
    private final EpisodeFeed<A, O, S> feed;
    private @Nullable ClientMessage<A> asked;
    private @Nullable S state;

    FeedCarrier(Carrier<A, O, S> inner, EpisodeFeed<A, O, S> feed) {
        this.inner = inner;
        this.feed = feed;
    }

    @Override
    public ClientMessage<A> read() {
        return inner.read();
    }

    @Override
    public ServerMessage<O, S> perform(ClientMessage<A> request, Session<A, O, S> session) {
        ServerMessage<O, S> answer = inner.perform(request, session);
        if (answer instanceof ServerMessage.Observed<O, S>) {
            asked = request;
            state = state(session);
        }
        return answer;
    }

    /** What was done stays done, though nobody can be told of it. */
    private @Nullable S state(Session<A, O, S> session) {
        try {
            return inner.perform(new ClientMessage.GetState<>(null), session) instanceof ServerMessage.StateIs<O, S> now
                    ? now.state()
                    : null;
        } catch (RuntimeException unknown) {
            return null;
        }
    }

    @Override
    public void send(ServerMessage<O, S> answer, @Nullable String requestId) {
        inner.send(answer, requestId);
        if (state != null && answer instanceof ServerMessage.Observed<O, S> observed) {
            if (asked instanceof ClientMessage.Step<A> step) {
                feed.taken(step.action(), state, observed.result());
            } else {
                feed.begun(state, observed.result());
            }
        }
    }

    @Override
    public void refuse(SessionEnd end, OpenEnvException reason) {
        inner.refuse(end, reason);
    }

    @Override
    public boolean leave() {
        return inner.leave();
    }

    @Override
    public void cut() {
        inner.cut();
    }
}
