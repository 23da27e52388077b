package org.openenv.core.server.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.openenv.core.StepResult;
import org.openenv.core.host.HostObserver.Exchange;
import org.openenv.core.host.HostObserver.Kind;
import org.openenv.core.testing.FakeEnvironment;

/** Makes what an observer is told. */
final class Exchanges {

    private Exchanges() {}

    static Exchange step(String episodeId, Map<String, Object> metadata) {
        return new Exchange(
                "s",
                "fake",
                episodeId,
                1,
                null,
                Kind.STEP,
                new FakeEnvironment.Say("hi", null),
                new StepResult<>(new FakeEnvironment.Heard("hi", null), 0.5, false, metadata),
                null,
                Instant.EPOCH,
                Duration.ofMillis(1),
                null,
                Map.of());
    }
}
