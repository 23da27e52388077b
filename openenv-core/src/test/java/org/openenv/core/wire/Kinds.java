package org.openenv.core.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.DefaultValue;
import org.openenv.core.Discriminator;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.Observation;
import org.openenv.core.State;
import org.openenv.core.TypeName;

/** Records with every type that the wire knows, for the tests of this package. */
final class Kinds {

    static final EnvironmentTypes<Everything, Everything, Everything> TYPES =
            new EnvironmentTypes<>(Everything.class, Everything.class, Everything.class);

    private Kinds() {}

    record Numbers(
            byte tiny,
            short small,
            int whole,
            long big,
            float rough,
            double fine,
            boolean flag,
            char letter,
            Byte boxedTiny,
            Short boxedSmall,
            Float boxedRough,
            Character boxedLetter,
            BigInteger huge,
            BigDecimal exact) {}

    record Times(
            Instant instant,
            Duration duration,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            Period period,
            Year year,
            YearMonth month,
            ZoneId zone,
            DayOfWeek day) {}

    record Holders(
            List<@Nullable String> list,
            Set<Integer> set,
            SortedSet<String> sorted,
            Collection<Long> collection,
            Iterable<Boolean> iterable,
            Map<DayOfWeek, Integer> byDay,
            Map<Long, String> byNumber,
            Map<UUID, List<String>> byId,
            SortedMap<String, Double> ordered,
            Map<String, Object> anything,
            Optional<String> there,
            Optional<Instant> absent,
            OptionalInt count,
            OptionalLong none,
            OptionalDouble ratio) {}

    record Pair<L, R>(L left, R right) {}

    record Tree(String name, List<Tree> children) {}

    sealed interface Shape permits Circle, Box {}

    record Circle(double radius) implements Shape {}

    record Box(double width, @DefaultValue("1") double height) implements Shape {}

    record Everything(
            @Nullable String episodeId,
            int stepCount,
            Numbers numbers,
            Times times,
            Holders holders,
            UUID id,
            URI link,
            Pair<String, Pair<Integer, @Nullable Instant>> pair,
            Tree tree,
            List<Shape> shapes,
            Object any)
            implements Action, Observation, State {}

    static Everything everything() {
        UUID id = UUID.fromString("00000000-0000-0001-0000-000000000002");
        return new Everything(
                "e",
                7,
                new Numbers(
                        (byte) -1,
                        (short) 300,
                        5,
                        1L << 40,
                        0.1f,
                        0.1,
                        true,
                        'x',
                        (byte) 1,
                        (short) 2,
                        1.5f,
                        'ö',
                        BigInteger.ONE.shiftLeft(80),
                        new BigDecimal("1.10")),
                new Times(
                        Instant.parse("2026-01-31T12:00:00.5Z"),
                        Duration.ofMillis(1500),
                        LocalDate.of(2026, 1, 31),
                        LocalTime.of(12, 30),
                        LocalDateTime.of(2026, 1, 31, 12, 0, 1),
                        OffsetDateTime.parse("2026-01-31T12:00:00+01:00"),
                        ZonedDateTime.parse("2026-01-31T12:00:00+01:00[Europe/Paris]"),
                        Period.ofDays(3),
                        Year.of(2026),
                        YearMonth.of(2026, 1),
                        ZoneId.of("Europe/Paris"),
                        DayOfWeek.MONDAY),
                new Holders(
                        java.util.Arrays.asList("a", null),
                        Set.of(4),
                        new TreeSet<>(List.of("b", "a")),
                        List.of(1L),
                        List.of(true),
                        Map.of(DayOfWeek.FRIDAY, 5),
                        Map.of(12L, "twelve"),
                        Map.of(id, List.of("x")),
                        new TreeMap<>(Map.of("k", 0.5)),
                        Map.of("deep", List.of(1, "two", true)),
                        Optional.of("there"),
                        Optional.empty(),
                        OptionalInt.of(3),
                        OptionalLong.empty(),
                        OptionalDouble.of(0.25)),
                id,
                URI.create("https://example.org/a?b"),
                new Pair<>("l", new Pair<>(1, null)),
                new Tree("root", List.of(new Tree("leaf", List.of()))),
                List.of(new Circle(2), new Box(1, 3)),
                List.of("free", 1));
    }

    /** Actions of which there are several kinds. */
    sealed interface Move extends Action permits Go, Stay {}

    enum Way {
        NORTH,
        SOUTH
    }

    record Go(Way way, @DefaultValue("1") int steps) implements Move {
        Go {
            if (steps < 1) {
                throw new IllegalArgumentException("steps must be positive, was " + steps);
            }
        }
    }

    @TypeName("wait")
    record Stay(Optional<Duration> time) implements Move {}

    @Discriminator("kind")
    sealed interface Seen extends Observation permits Wall, Path {}

    record Wall() implements Seen {}

    record Path(List<Go> options) implements Seen {}

    record Where(@Nullable String episodeId, int stepCount) implements State {}

    static final EnvironmentTypes<Move, Seen, Where> MOVES =
            new EnvironmentTypes<>(Move.class, Seen.class, Where.class);
}
