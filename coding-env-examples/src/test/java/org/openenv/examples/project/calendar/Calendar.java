package org.openenv.examples.project.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openenv.core.Action;
import org.openenv.core.DefaultValue;
import org.openenv.core.Environment;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.Observation;
import org.openenv.core.ResetOptions;
import org.openenv.core.State;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;

/** A calendar to plan: an environment whose records have times, optional components, enums as keys and alternatives. */
public final class Calendar implements Environment<Calendar.Move, Calendar.Seen, Calendar.Plan> {

    /** What can be done. */
    public sealed interface Move extends Action permits Book, Clear {}

    /** Books a time. */
    public record Book(Instant start, @DefaultValue("PT30M") Duration length, DayOfWeek day, Optional<String> title)
            implements Move {

        /** Checks across components. */
        public Book {
            if (length.isNegative() || length.isZero()) {
                throw new IllegalArgumentException("length must be positive, was " + length);
            }
        }
    }

    /** Clears a day, or at most so many of its entries. */
    public record Clear(DayOfWeek day, OptionalInt most) implements Move {}

    /** What is seen. */
    public sealed interface Seen extends Observation permits Week, Clash {}

    /** How much of each day is booked. */
    public record Week(Map<DayOfWeek, Duration> booked, Optional<Instant> first) implements Seen {}

    /** What stands in the way. */
    public record Clash(Book with) implements Seen {}

    /** Where the episode stands. */
    public record Plan(@Nullable String episodeId, int stepCount, Map<DayOfWeek, List<Book>> days) implements State {}

    private final Map<DayOfWeek, List<Book>> days = new EnumMap<>(DayOfWeek.class);
    private @Nullable String episodeId;
    private int steps;

    @Override
    public StepResult<Seen> reset(ResetOptions options) {
        days.clear();
        steps = 0;
        episodeId = options.episodeId() == null ? UUID.randomUUID().toString() : options.episodeId();
        return StepResult.of(week());
    }

    @Override
    public StepResult<Seen> step(Move action, StepOptions options) {
        steps++;
        if (action instanceof Clear clear) {
            List<Book> entries = days.getOrDefault(clear.day(), List.of());
            days.put(
                    clear.day(),
                    entries.subList(Math.min(entries.size(), clear.most().orElse(entries.size())), entries.size()));
            return StepResult.of(week(), 0.0);
        }
        Book book = (Book) action;
        List<Book> entries = new ArrayList<>(days.getOrDefault(book.day(), List.of()));
        Optional<Book> clash = entries.stream()
                .filter(other -> other.start().equals(book.start()))
                .findFirst();
        if (clash.isPresent()) {
            return StepResult.of(new Clash(clash.get()), -1.0);
        }
        entries.add(book);
        days.put(book.day(), entries);
        return StepResult.of(week(), 1.0);
    }

    private Week week() {
        Map<DayOfWeek, Duration> booked = new TreeMap<>();
        days.forEach((day, entries) ->
                booked.put(day, entries.stream().map(Book::length).reduce(Duration.ZERO, Duration::plus)));
        return new Week(
                booked,
                days.values().stream().flatMap(List::stream).map(Book::start).min(Instant::compareTo));
    }

    @Override
    public Plan state() {
        return new Plan(episodeId, steps, Map.copyOf(days));
    }

    @Override
    public void close() {}

    /** Makes calendars. */
    public static final class Provider implements EnvironmentProvider<Move, Seen, Plan> {

        @Override
        public EnvironmentMetadata metadata() {
            return EnvironmentMetadata.of("calendar_env", "A week to plan.", "1");
        }

        @Override
        public EnvironmentTypes<Move, Seen, Plan> types() {
            return new EnvironmentTypes<>(Move.class, Seen.class, Plan.class);
        }

        @Override
        public Environment<Move, Seen, Plan> create(EnvironmentConfig config) {
            return new Calendar();
        }
    }
}
