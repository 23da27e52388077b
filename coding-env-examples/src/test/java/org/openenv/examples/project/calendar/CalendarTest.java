package org.openenv.examples.project.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.testing.EnvironmentContract;
import org.openenv.core.testing.HostedEnvironment;
import org.openenv.core.testing.RawHttp;
import org.openenv.examples.project.calendar.Calendar.Book;
import org.openenv.examples.project.calendar.Calendar.Clash;
import org.openenv.examples.project.calendar.Calendar.Clear;
import org.openenv.examples.project.calendar.Calendar.Move;
import org.openenv.examples.project.calendar.Calendar.Plan;
import org.openenv.examples.project.calendar.Calendar.Seen;
import org.openenv.examples.project.calendar.Calendar.Week;

class CalendarTest implements EnvironmentContract<Move, Seen, Plan> {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @Override
    public EnvironmentProvider<Move, Seen, Plan> provider() {
        return new Calendar.Provider();
    }

    @Override
    public Move action() {
        return new Clear(DayOfWeek.MONDAY, OptionalInt.empty());
    }

    @Test
    void alternativesTimesAndOptionalComponentsCrossTheWire() {
        with(Where.THROUGH_HOST_AND_CLIENT, environment -> {
            environment.reset();
            Book lunch = new Book(NOON, Duration.ofHours(1), DayOfWeek.MONDAY, Optional.of("lunch"));

            assertThat(environment.step(lunch).observation())
                    .isEqualTo(new Week(Map.of(DayOfWeek.MONDAY, Duration.ofHours(1)), Optional.of(NOON)));
            assertThat(environment.step(lunch).observation()).isEqualTo(new Clash(lunch));
            assertThat(environment.state().days()).containsOnlyKeys(DayOfWeek.MONDAY);
            assertThat(environment
                            .step(new Clear(DayOfWeek.MONDAY, OptionalInt.of(1)))
                            .observation())
                    .isEqualTo(new Week(Map.of(DayOfWeek.MONDAY, Duration.ZERO), Optional.empty()));
        });
    }

    @Test
    void theSchemaAndTheRefusalsNameWhatIsWrong() throws Exception {
        try (var hosted = HostedEnvironment.serve(provider())) {
            var http = new RawHttp(hosted.host().uri());
            assertThat(http.get("/schema").body()).contains("\"oneOf\"", "\"default\":\"PT30M\"", "\"MONDAY\"");
            assertThat(http.post(
                                    "/step",
                                    step("{\"type\":\"book\",\"start\":\"%s\",\"day\":\"MONDAY\"}".formatted(NOON)))
                            .body())
                    .contains("\"booked\":{\"MONDAY\":\"PT30M\"}", "\"type\":\"week\"");
            assertRefused(http, "{\"type\":\"book\",\"start\":\"noon\",\"day\":\"MONDAY\"}", "start");
            assertRefused(http, "{\"type\":\"book\",\"start\":\"%s\",\"day\":\"Lundi\"}".formatted(NOON), "day");
            assertRefused(
                    http,
                    "{\"type\":\"book\",\"start\":\"%s\",\"day\":\"MONDAY\",\"length\":\"PT0S\"}".formatted(NOON),
                    "length must be positive, was PT0S");
            assertRefused(http, "{\"type\":\"cancel\"}", "type");
            assertRefused(http, "{\"type\":\"clear\",\"day\":\"MONDAY\",\"most\":\"all\"}", "most");
        }
    }

    private static void assertRefused(RawHttp http, String action, String part) throws Exception {
        var answer = http.post("/step", step(action));
        assertThat(answer.statusCode()).as(action).isEqualTo(422);
        assertThat(answer.body()).contains(part);
    }

    private static String step(String action) {
        return "{\"action\":" + action + "}";
    }
}
