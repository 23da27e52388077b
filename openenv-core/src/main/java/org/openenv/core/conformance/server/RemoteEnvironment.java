package org.openenv.core.conformance.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.Observation;
import org.openenv.core.ResetOptions;
import org.openenv.core.State;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.conformance.check.EnvironmentUnderTest;
import org.openenv.core.conformance.check.Expect;
import org.openenv.core.conformance.server.RemoteEnvironment.RawAction;
import org.openenv.core.conformance.server.RemoteEnvironment.RawObservation;
import org.openenv.core.conformance.server.RemoteEnvironment.RawState;
import org.openenv.core.wire.WireCodec;

/** An environment whose records nobody knows, on a server under test: its actions, observations and state are JSON. */
final class RemoteEnvironment implements Environment<RawAction, RawObservation, RawState> {

    /** An action as JSON text, which is asked for when a step needs it: there may be none. */
    record RawAction(Supplier<String> json) implements Action {}

    /** An observation's fields. */
    record RawObservation(Map<String, Object> fields) implements Observation {}

    /** A state's fields. */
    record RawState(Map<String, Object> fields) implements State {

        @Override
        public @Nullable String episodeId() {
            Object id = fields.get("episode_id");
            return id == null ? null : id.toString();
        }

        @Override
        public int stepCount() {
            Object count = fields.get("step_count");
            Expect.that(count instanceof Integer, "a step_count", count);
            return count instanceof Integer number ? number : -1;
        }
    }

    private final Conversation conversation;

    RemoteEnvironment(Conversation conversation) {
        this.conversation = conversation;
    }

    /** Returns the environment that a server serves, an action of its with it. */
    static EnvironmentUnderTest<RawAction, RawObservation, RawState> under(ServerUnderTest server) {
        return new EnvironmentUnderTest<>() {
            @Override
            public Environment<RawAction, RawObservation, RawState> open() {
                server.needsEpisodesOnSocket();
                return new RemoteEnvironment(server.open());
            }

            @Override
            public RawAction action() {
                return new RawAction(server::action);
            }
        };
    }

    @Override
    public StepResult<RawObservation> reset(ResetOptions options) {
        Map<String, Object> data = new LinkedHashMap<>(options.extras());
        if (options.seed() != null) {
            data.put("seed", options.seed());
        }
        if (options.episodeId() != null) {
            data.put("episode_id", options.episodeId());
        }
        return result("{\"type\":\"reset\",\"data\":" + WireCodec.writeValue(data) + "}");
    }

    @Override
    public StepResult<RawObservation> step(RawAction action, StepOptions options) {
        return result(Messages.step(action.json().get()));
    }

    private StepResult<RawObservation> result(String request) {
        Map<String, Object> data = conversation.ask(request, "observation");
        Messages.result(data);
        Object reward = data.get("reward");
        return new StepResult<>(
                new RawObservation(Expect.object("observation", data.get("observation"))),
                reward instanceof Number number ? number.doubleValue() : null,
                Boolean.TRUE.equals(data.get("done")),
                Map.of());
    }

    @Override
    public RawState state() {
        return new RawState(conversation.ask(Messages.STATE, "state"));
    }

    @Override
    public void close() {
        conversation.close();
    }
}
