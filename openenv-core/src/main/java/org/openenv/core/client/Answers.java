package org.openenv.core.client;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.StepResult;
import org.openenv.core.wire.ServerMessage;
import org.openenv.core.wire.WireCodec;

/** What a server's messages mean to who asked. */
@SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the codec's own messages
final class Answers {

    private Answers() {}

    static <O extends Observation> StepResult<O> result(ServerMessage<?, ?> message) {
        if (message instanceof ServerMessage.Observed<?, ?> observed) {
            return (StepResult<O>) observed.result();
        }
        throw unexpected("an observation", message);
    }

    static <O extends Observation> TakenSteps<O> taken(ServerMessage<?, ?> message) {
        if (message instanceof ServerMessage.Taken<?, ?> taken) {
            OpenEnvException failure =
                    taken.failure() == null ? null : taken.failure().toException();
            return new TakenSteps<>(((ServerMessage.Taken<O, ?>) taken).results(), failure);
        }
        throw unexpected("several steps", message);
    }

    static <S> S state(ServerMessage<?, ?> message) {
        if (message instanceof ServerMessage.StateIs<?, ?> state) {
            return (S) state.state();
        }
        throw unexpected("the state", message);
    }

    static boolean interrupted(ServerMessage<?, ?> message) {
        if (message instanceof ServerMessage.Interrupted<?, ?> interrupted) {
            return interrupted.interrupted();
        }
        throw unexpected("an interrupt", message);
    }

    static boolean heard(ServerMessage<?, ?> message) {
        if (message instanceof ServerMessage.Heard<?, ?>) {
            return true;
        }
        throw unexpected("what was said to a step", message);
    }

    static Map<String, @Nullable Object> rpc(ServerMessage<?, ?> message) {
        if (message instanceof ServerMessage.RpcAnswer<?, ?> rpc && rpc.answer() != null) {
            return rpc.answer();
        }
        throw unexpected("tools", message);
    }

    static Map<String, Object> aboutFiles(ServerMessage<?, ?> message) {
        if (message instanceof ServerMessage.AboutFiles<?, ?> files) {
            return files.data();
        }
        throw unexpected("files", message);
    }

    @SuppressWarnings("unchecked") // what an object is read as
    static Map<String, Object> atDoor(String door, ServerMessage<?, ?> message) {
        if (message instanceof ServerMessage.DoorAnswer<?, ?> answer
                && answer.door().equals(door)) {
            return (Map<String, Object>) Objects.requireNonNull(WireCodec.readValue(answer.json()));
        }
        throw unexpected(door, message);
    }

    /** What to throw where a message is not the one asked for. */
    static OpenEnvException unexpected(String asked, ServerMessage<?, ?> message) {
        return message instanceof ServerMessage.Failed<?, ?> failed
                ? failed.toException()
                : new OpenEnvException(
                        ErrorCode.INVALID_ANSWER, "asked for " + asked + ", the server answered " + message);
    }
}
