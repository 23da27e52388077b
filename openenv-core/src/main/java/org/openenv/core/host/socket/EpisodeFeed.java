package org.openenv.core.host.socket;

import io.undertow.websockets.core.WebSocketChannel;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.StepResult;
import org.openenv.core.host.session.Carrier;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.wire.WireCodec;

/**
 * {@code /ws/ui}: tells those who look at the episode that readers of OpenEnv's page share what becomes of it, when they come and
 * after each reset and step. What they send is forgotten. Safe for use by several threads.
 */
public final class EpisodeFeed<A extends Action, O extends Observation, S extends State> {

    private static final int MOST_LOGS = 1000;
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int MOST_READERS = 64;

    private final HostContext context;
    private final Set<SocketSender> readers = ConcurrentHashMap.newKeySet();
    private final Deque<String> logs = new ArrayDeque<>();
    private int characters;
    private Map<String, @Nullable Object> standing = standing(null, 0);
    private @Nullable O observation;
    private boolean fresh = true;

    /** Makes a feed of an episode that has not begun. */
    public EpisodeFeed(HostContext context) {
        this.context = context;
    }

    /** A request to the episode whose answer is told, too. */
    public Carrier<A, O, S> around(Carrier<A, O, S> request) {
        return new FeedCarrier<>(request, this);
    }

    /** Somebody comes to look. On an I/O thread. */
    void join(WebSocketChannel channel, Keepalive.Watched watched) {
        SocketSender sender = new SocketSender(channel, context);
        channel.getReceiveSetter().set(new DeafSocket(watched));
        channel.resumeReceives();
        if (readers.size() >= MOST_READERS) {
            sender.cut();
            return;
        }
        readers.add(sender);
        channel.addCloseTask(gone -> readers.remove(sender));
        context.lanes().execute(() -> sender.send(text()));
    }

    /** The episode began anew. On its lane. */
    void begun(State state, StepResult<O> result) {
        synchronized (this) {
            logs.clear();
            characters = 0;
            fresh = true;
            standing = standing(state.episodeId(), state.stepCount());
            observation = result.observation();
        }
        tell();
    }

    /** A step was taken. On the episode's lane. */
    void taken(A action, State state, StepResult<O> result) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("timestamp", Instant.now().toString());
        entry.put("action", action);
        entry.put("observation", result.observation());
        entry.put("reward", result.reward());
        entry.put("done", result.done());
        entry.put("step_count", state.stepCount());
        String line = WireCodec.writeValue(entry);
        synchronized (this) {
            logs.addLast(line);
            characters += line.length();
            while (logs.size() > MOST_LOGS || (characters > MOST_CHARACTERS && logs.size() > 1)) {
                characters -= logs.removeFirst().length();
            }
            fresh = false;
            standing = standing(state.episodeId(), state.stepCount());
            observation = result.observation();
        }
        tell();
    }

    private void tell() {
        if (!readers.isEmpty()) {
            String text = text();
            readers.forEach(reader -> reader.send(text));
        }
    }

    private static Map<String, @Nullable Object> standing(@Nullable String episodeId, long steps) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("episode_id", episodeId);
        fields.put("step_count", steps);
        return fields;
    }

    private synchronized String text() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(standing);
        fields.put("current_observation", observation);
        String known = WireCodec.writeValue(fields);
        return "{\"type\":\"state_update\",\"episode_state\":" + known.substring(0, known.length() - 1)
                + ",\"action_logs\":[" + String.join(",", logs) + "],\"is_reset\":" + fresh + "}}";
    }
}
