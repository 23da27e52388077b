package org.openenv.core.host.session;

import java.nio.charset.StandardCharsets;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.door.DoorRun;
import org.openenv.core.spi.Door;
import org.openenv.core.spi.DoorRequest;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;

/** A door's answer in the turn of a session that asked by a message. */
public final class DoorTurn {

    private DoorTurn() {}

    /** Makes it, interrupted as a step would be. On the session's lane. */
    public static <A extends Action, O extends Observation, S extends State> ServerMessage<O, S> take(
            ClientMessage.DoorCall<A> call, Session<A, O, S> session) {
        Door<A, O, S> door = session.environment().doors().stream()
                .filter(one -> one.message() && one.name().equals(call.door()))
                .findFirst()
                .orElseThrow(
                        () -> new OpenEnvException(ErrorCode.UNKNOWN_TYPE, "Unknown message type: " + call.door()));
        DoorRequest request = new DoorRequest(call.json().getBytes(StandardCharsets.UTF_8), "");
        DoorRun run = new DoorRun();
        session.own().runsAt(run);
        try {
            String answer = run.answer(() -> door.call()
                    .answer(request, new LentSessions<>(session.environment(), session.context()))
                    .body());
            return new ServerMessage.DoorAnswer<>(call.door(), answer);
        } finally {
            session.own().runsAt(null);
        }
    }
}
