package org.openenv.core.conformance.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.openenv.core.conformance.check.Check;
import org.openenv.core.conformance.check.Check.Scope;
import org.openenv.core.conformance.check.Expect;
import org.openenv.core.conformance.check.Level;

/** What the answers mean: that an episode can be had again, and is worth the same. */
final class MeaningChecks {

    private static final String SAME = "{\"type\":\"reset\",\"data\":{\"seed\":42,\"episode_id\":\"the-same\"}}";
    private static final int TIMES = 3;

    private MeaningChecks() {}

    static List<Check<ServerUnderTest>> all() {
        return List.of(
                check(
                        "repeats-to-the-letter",
                        "With the same seed and id, every answer of an episode is the same in another session.",
                        server -> {
                            List<Map<String, Object>> first = episode(server);
                            List<Map<String, Object>> second = episode(server);
                            for (int i = 0; i < first.size(); i++) {
                                Expect.equal(
                                        "answer " + (i + 1) + " of the second session", first.get(i), second.get(i));
                            }
                        }),
                check("rewards-the-same", "The same action in the same place is worth the same.", server -> {
                    List<Object> rewards = new ArrayList<>();
                    for (int i = 0; i < TIMES; i++) {
                        rewards.add(String.valueOf(episode(server).get(2).get("reward")));
                    }
                    Expect.that(
                            rewards.stream().distinct().count() == 1, "one reward in " + TIMES + " sessions", rewards);
                }));
    }

    private static Check<ServerUnderTest> check(String name, String promise, Consumer<ServerUnderTest> body) {
        return new Check<>(name, promise, Scope.PROTOCOL, Level.SEMANTIC, body);
    }

    private static List<Map<String, Object>> episode(ServerUnderTest server) {
        server.needsEpisodesOnSocket();
        try (Conversation conversation = server.open()) {
            return List.of(
                    conversation.ask(SAME, "observation"),
                    conversation.ask(Messages.STATE, "state"),
                    conversation.ask(Messages.step(server.action()), "observation"),
                    conversation.ask(Messages.STATE, "state"));
        }
    }
}
