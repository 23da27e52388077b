package org.openenv.core.host.socket;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.OutputChunk;
import org.openenv.core.State;
import org.openenv.core.StepInput;
import org.openenv.core.StepOptions;
import org.openenv.core.host.files.FileMessages;
import org.openenv.core.host.mcp.McpConversation;
import org.openenv.core.host.session.AnswerLog;
import org.openenv.core.host.session.Carrier;
import org.openenv.core.host.session.DoorTurn;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.session.SessionEnd;
import org.openenv.core.host.session.SeveralSteps;
import org.openenv.core.wire.ClientMessage;
import org.openenv.core.wire.ServerMessage;
import org.openenv.core.wire.WireCodec;

/** A request that came as one WebSocket message, and its answer, which is another. */
final class SocketCarrier<A extends Action, O extends Observation, S extends State> implements Carrier<A, O, S> {

    private final WireCodec<A, O, S> codec;
    private final SocketSender sender;
    private final Hold hold;
    private final McpConversation<A, O, S> rpc;
    private final @Nullable AnswerLog log;
    private final int length;
    private volatile byte @Nullable [] bytes;
    /** What is being read: it may be refused from another thread meanwhile, and that has to name it. */
    private volatile @Nullable String reading;

    private volatile @Nullable String readId;

    /** Takes the bytes over; they are UTF-8, as the frames were checked. */
    SocketCarrier(
            WireCodec<A, O, S> codec,
            SocketSender sender,
            Hold hold,
            McpConversation<A, O, S> rpc,
            @Nullable AnswerLog log,
            byte[] bytes,
            int length) {
        this.codec = codec;
        this.sender = sender;
        this.hold = hold;
        this.rpc = rpc;
        this.log = log;
        this.bytes = bytes;
        this.length = length;
    }

    @Override
    public ClientMessage<A> read() {
        byte[] own = bytes;
        String text = own == null ? "" : new String(own, 0, length, StandardCharsets.UTF_8);
        reading = text;
        bytes = null;
        try {
            ClientMessage<A> request = codec.readClientMessage(text);
            readId = request.requestId();
            return request;
        } catch (OpenEnvException mistake) {
            readId = ServerMessage.Failed.<O, S>of(mistake).requestId();
            throw mistake;
        } finally {
            reading = null;
        }
    }

    @Override
    public ServerMessage<O, S> perform(ClientMessage<A> request, Session<A, O, S> session) {
        if (request instanceof ClientMessage.Step<A> step
                && (!step.options().extras().isEmpty() || session.talk().offers())) {
            StepOptions options = step.options()
                    .streamedTo(chunk -> tell(chunk, step.requestId()))
                    .interactive();
            return step(new ClientMessage.Step<>(step.action(), options, step.requestId()), session);
        }
        if (request instanceof ClientMessage.Steps<A> steps) {
            requireAlone(steps, StepOptions.STREAM, "send these one by one to see their output");
            requireAlone(steps, StepOptions.INTERACTIVE, "send these one by one to put something into them");
            return SeveralSteps.take(steps, session);
        }
        if (request instanceof ClientMessage.ToStep<A> said) {
            throw new OpenEnvException(
                    ErrorCode.EXECUTION_ERROR,
                    "No step listens to this " + said.type() + ": it has ended, or does not listen. It is"
                            + " for a step that was asked for before it and still runs, "
                            + (said instanceof ClientMessage.Input
                                    ? "with \"interactive\": true."
                                    : "and made a call."));
        }
        if (request instanceof ClientMessage.DoorCall<A> call) {
            return DoorTurn.take(call, session);
        }
        if (request instanceof ClientMessage.Files<A> files) {
            return new ServerMessage.AboutFiles<>(FileMessages.answer(files.data(), session));
        }
        return request instanceof ClientMessage.Rpc<A> call
                ? new ServerMessage.RpcAnswer<>(rpc.answer(call.call()))
                : Carrier.super.perform(request, session);
    }

    /** Carries out a step that may be said something meanwhile. */
    private ServerMessage<O, S> step(ClientMessage.Step<A> step, Session<A, O, S> session) {
        StepInput input = step.options().input();
        boolean offers = session.talk().offers();
        if (input == null && !offers) {
            return Carrier.super.perform(step, session);
        }
        var calls = new StepCalls(
                (id, call) -> sender.send(codec.write(new ServerMessage.Called<>(id, call), step.requestId())),
                session.talk());
        StepOptions options = offers ? step.options().withFunctions(calls) : step.options();
        session.talk().begin(sender, said -> hear(said, input, calls), () -> {
            calls.hangUp();
            hangUp(input);
        });
        try {
            return Carrier.super.perform(new ClientMessage.Step<>(step.action(), options, step.requestId()), session);
        } finally {
            session.talk().end();
            calls.close();
            if (input != null) {
                input.close();
            }
        }
    }

    private static CompletableFuture<Void> hear(
            ClientMessage.ToStep<?> said, @Nullable StepInput input, StepCalls calls) {
        if (said instanceof ClientMessage.ToolAnswer<?> answer) {
            return calls.answered(answer);
        }
        ClientMessage.Input<?> part = (ClientMessage.Input<?>) said;
        return input == null
                ? CompletableFuture.failedFuture(new OpenEnvException(
                        ErrorCode.EXECUTION_ERROR,
                        "The step that runs takes no input: it has no \"interactive\": true."))
                : input.put(part.text(), part.last());
    }

    /** Nobody is there any more who could put something in. */
    private static void hangUp(@Nullable StepInput input) {
        if (input != null) {
            var unused = input.end();
        }
    }

    private static void requireAlone(ClientMessage.Steps<?> steps, String option, String instead) {
        if (steps.options().extras().containsKey(option)) {
            throw new OpenEnvException(ErrorCode.VALIDATION_ERROR, option + " is for a step alone; " + instead);
        }
    }

    /** A client that does not read is disconnected by its sender. */
    private void tell(OutputChunk chunk, @Nullable String requestId) {
        sender.send(codec.write(new ServerMessage.Output<>(chunk), requestId));
    }

    @Override
    public void send(ServerMessage<O, S> answer, @Nullable String requestId) {
        String text = codec.write(answer, requestId);
        if (log != null) {
            log.keep(requestId, text);
        }
        sender.send(text);
    }

    @Override
    public boolean answeredBefore(ClientMessage<A> request) {
        return log != null && log.knows(request.requestId());
    }

    @Override
    public void answerAgain(ClientMessage<A> request) {
        String id = request.requestId();
        if (log == null || id == null) {
            return;
        }
        String text;
        try {
            text = log.answer(id);
        } catch (OpenEnvException gone) {
            text = codec.write(ServerMessage.Failed.of(gone), id);
        }
        sender.send(text);
    }

    @Override
    public void refuse(SessionEnd end, OpenEnvException reason) {
        sender.send(codec.write(ServerMessage.Failed.of(reason), requestId()));
    }

    /** The id of the request, read or not, so that its client knows which one is refused; nothing of the environment's is run for it. */
    private @Nullable String requestId() {
        String text = reading;
        byte[] unread = bytes;
        if (text == null && unread != null) {
            text = new String(unread, 0, length, StandardCharsets.UTF_8);
        }
        return text == null ? readId : WireCodec.requestId(text);
    }

    boolean isOf(SocketSender connection) {
        return sender == connection;
    }

    @Override
    public boolean leave() {
        return hold.leave();
    }

    @Override
    public void cut() {
        sender.cut();
    }
}
