package org.openenv.core.host.socket;

import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.host.session.Carrier;
import org.openenv.core.host.session.PendingRequest;

/** The protocol that is spoken on a connection: how a message is read, and which can't wait for its turn. */
interface Dialogue<A extends Action, O extends Observation, S extends State> {

    /** What a message is read and answered by; takes the bytes over, which are UTF-8 as the frames were checked. */
    Carrier<A, O, S> carrier(byte[] bytes, int length);

    /** Whether a message has to be looked at before its turn. Quick: on the I/O thread. */
    boolean mayBeUrgent(String text);

    /**
     * Looks at a message before its turn. Beside the lane.
     *
     * @param request the same message, in its turn
     * @param cameAt how many requests had been answered when it came
     */
    void urgent(String text, PendingRequest<A, O, S> request, long cameAt);
}
