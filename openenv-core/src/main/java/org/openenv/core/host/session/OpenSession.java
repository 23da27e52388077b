package org.openenv.core.host.session;

import java.util.concurrent.CompletableFuture;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;

/**
 * A session and its opening.
 *
 * @param session the session
 * @param opened completes when it is open, or with the reason why it can't be
 */
public record OpenSession<A extends Action, O extends Observation, S extends State>(
        Session<A, O, S> session, CompletableFuture<Void> opened) {}
