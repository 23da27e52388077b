package org.openenv.core.host.tool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Environment;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.spi.Tool;
import org.openenv.core.spi.ToolResult;
import org.openenv.core.wire.ServerMessage;
import org.openenv.core.wire.WireCodec;

/** The tools of one environment: those its provider offers, or one that takes a step. Immutable. */
public final class ServedTools<A extends Action, O extends Observation, S extends State> {

    private final Map<String, ServedTool<A, O, S>> byName = new LinkedHashMap<>();

    /**
     * Makes them.
     *
     * @throws IllegalArgumentException if two have one name, or the input of one can't cross the wire; the message says which
     */
    public ServedTools(EnvironmentProvider<A, O, S> provider, WireCodec<A, O, S> codec) {
        for (Tool<A, O, S, ?> tool : provider.tools()) {
            add(ServedTool.of(tool));
        }
        if (byName.isEmpty()) {
            add(ServedTool.step(
                    provider.metadata().name(),
                    "Takes a step. " + provider.metadata().description(),
                    provider.types().action(),
                    (environment, action) -> stepped(environment, action, codec)));
        }
    }

    private void add(ServedTool<A, O, S> tool) {
        if (byName.putIfAbsent(tool.name(), tool) != null) {
            throw new IllegalArgumentException("two tools are named '" + tool.name() + "'");
        }
    }

    /** The whole result of a step, as text and as data. */
    private static <A extends Action, O extends Observation, S extends State> ToolResult stepped(
            Environment<A, O, S> environment, A action, WireCodec<A, O, S> codec) {
        String body = codec.writeBody(new ServerMessage.Observed<>(environment.step(action)));
        @Nullable Object data = WireCodec.readValue(body);
        return new ToolResult(List.of(new ToolResult.Text(body)), data, false);
    }

    /** All of them, in the order that the provider gave them. */
    public Collection<ServedTool<A, O, S>> all() {
        return new ArrayList<>(byName.values());
    }

    /** The one of a name. */
    public Optional<ServedTool<A, O, S>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
