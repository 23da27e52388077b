package org.openenv.core.host.socket;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.host.HostAccess;
import org.openenv.core.host.mcp.McpConversation;
import org.openenv.core.host.session.AnswerLog;
import org.openenv.core.host.session.Carrier;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.PendingRequest;
import org.openenv.core.host.session.Session;
import org.openenv.core.host.validation.Telemetry;
import org.openenv.core.wire.ClientMessage;

/** What is spoken on {@code /ws}: reset, step, state, and interrupts, which act at once and are answered in their turn. */
final class EnvironmentDialogue<A extends Action, O extends Observation, S extends State> implements Dialogue<A, O, S> {

    private final Session<A, O, S> session;
    private final SocketSender sender;
    private final Hold hold;
    private final McpConversation<A, O, S> rpc;
    private final @Nullable AnswerLog log;
    private final @Nullable Telemetry telemetry;

    /**
     * Makes a dialogue.
     *
     * @param resumes whether its client asks again what it got no answer to on another connection
     */
    EnvironmentDialogue(
            Session<A, O, S> session, SocketSender sender, Hold hold, HostContext context, boolean resumes) {
        this.session = session;
        this.sender = sender;
        this.hold = hold;
        this.telemetry = telemetry(hold, context.config().access());
        this.log = resumes ? session.answers() : null;
        this.rpc = new McpConversation<>(session, context, false);
    }

    /** Where an operator lets a checker read, a connection that owns its session may be read. */
    private static @Nullable Telemetry telemetry(Hold hold, HostAccess access) {
        boolean may = access.validationToken() != null && !access.production() && hold instanceof OwningHold;
        return may ? new Telemetry(access.validationToken()) : null;
    }

    @Override
    public Carrier<A, O, S> carrier(byte[] bytes, int length) {
        Carrier<A, O, S> carrier =
                new SocketCarrier<>(session.environment().codec(), sender, hold, rpc, log, bytes, length);
        return telemetry == null
                ? carrier
                : new RecordingCarrier<>(
                        carrier,
                        session.environment().codec(),
                        telemetry,
                        new String(bytes, 0, length, StandardCharsets.UTF_8));
    }

    @Override
    public boolean mayBeUrgent(String text) {
        return text.contains("interrupt") || text.contains("\\u");
    }

    @Override
    public void urgent(String text, PendingRequest<A, O, S> request, long cameAt) {
        try {
            if (session.environment().codec().readClientMessage(text) instanceof ClientMessage.Interrupt<A> interrupt
                    && (log == null || !log.knows(interrupt.requestId()))) {
                session.interrupts().on(request, cameAt);
            }
        } catch (OpenEnvException mistake) {
            // answered in its turn
        }
    }
}
