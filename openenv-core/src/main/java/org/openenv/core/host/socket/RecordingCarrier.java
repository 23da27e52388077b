package org.openenv.core.host.socket;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.RubricNode;
import org.openenv.core.State;
import org.openenv.core.host.session.Carrier;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.session.SessionEnd;
import org.openenv.core.host.validation.Telemetry;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;
import org.openenv.core.wire.WireCodec;

/** A request whose exchange is recorded for OpenEnv's validation, if that was opened. */
final class RecordingCarrier<A extends Action, O extends Observation, S extends State> implements Carrier<A, O, S> {

    private final Carrier<A, O, S> inner;
    private final WireCodec<A, O, S> codec;
    private final Telemetry telemetry;
    private final String text;
    private @Nullable ClientMessage<A> asked;
    private List<RubricNode> rubric = List.of();

    RecordingCarrier(Carrier<A, O, S> inner, WireCodec<A, O, S> codec, Telemetry telemetry, String text) {
        this.inner = inner;
        this.codec = codec;
        this.telemetry = telemetry;
        this.text = text;
    }

    @Override
    public ClientMessage<A> read() {
        return inner.read();
    }

    @Override
    public ServerMessage<O, S> perform(ClientMessage<A> request, Session<A, O, S> session) {
        if (request instanceof ClientMessage.Validation<A> validation) {
            return telemetry.answer(validation);
        }
        telemetry.begun();
        if (telemetry.open()) {
            asked = request;
            rubric = session.lend().rubric();
        }
        return inner.perform(request, session);
    }

    @Override
    public void send(ServerMessage<O, S> answer, @Nullable String requestId) {
        if (asked != null && answer instanceof ServerMessage.Observed<O, S> observed) {
            telemetry.record(asked, text, observed.result(), rubric, codec.write(answer, requestId));
        } else if (asked != null && answer instanceof ServerMessage.StateIs<O, S>) {
            telemetry.record(text, codec.write(answer, requestId));
        }
        inner.send(answer, requestId);
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
