package org.openenv.core.wire.type.scalar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.FieldError;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.Schemas;

/** Types that are written as a text of their own: moments and spans of time in ISO 8601, ids, addresses. */
public final class TextTypes {

    static final Map<Class<?>, ScalarType> BY_CLASS = new HashMap<>();

    private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(Long.MAX_VALUE / 1000);

    static {
        put(Instant.class, Instant::parse, "datetime", "a moment, such as 2026-01-31T12:00:00Z", "date-time");
        put(
                OffsetDateTime.class,
                OffsetDateTime::parse,
                "datetime",
                "a moment, such as 2026-01-31T12:00:00+01:00",
                "date-time");
        put(
                ZonedDateTime.class,
                ZonedDateTime::parse,
                "datetime",
                "a moment, such as 2026-01-31T12:00:00+01:00[Europe/Paris]",
                null);
        put(
                LocalDateTime.class,
                LocalDateTime::parse,
                "datetime",
                "a date and time without offset, such as 2026-01-31T12:00:00",
                null);
        put(LocalDate.class, LocalDate::parse, "date", "a date, such as 2026-01-31", "date");
        put(LocalTime.class, LocalTime::parse, "time", "a time, such as 12:00:00", null);
        put(OffsetTime.class, OffsetTime::parse, "time", "a time, such as 12:00:00Z", "time");
        put(YearMonth.class, YearMonth::parse, "date", "a month, such as 2026-01", null);
        put(MonthDay.class, MonthDay::parse, "date", "a day of the year, such as --01-31", null);
        put(Year.class, Year::parse, "date", "a year in a text, such as 2026", null);
        put(Period.class, Period::parse, "time_delta", "a period, such as P1M2D", null);
        put(ZoneId.class, ZoneId::of, "time_zone", "a time zone, such as Europe/Paris", null);
        put(ZoneOffset.class, ZoneOffset::of, "time_zone", "an offset, such as +01:00", null);
        put(URI.class, URI::create, "url", "a URI", "uri");
        put(UUID.class, TextTypes::uuid, "uuid", "a UUID of 36 characters", "uuid");
        ScalarType text =
                type(Duration::parse, Object::toString, "time_delta", "a duration, such as PT1.5S", format("duration"));
        ScalarType.Reader secondsToo =
                (node, at, in) -> node.isNumber() ? seconds(node, at, in) : text.read(node, at, in);
        BY_CLASS.put(
                Duration.class, new ScalarType(secondsToo, text.toText(), text.flaws(), true, text.describer(), null));
    }

    private TextTypes() {}

    private static void put(
            Class<?> type, Function<String, Object> parse, String kind, String what, @Nullable String format) {
        BY_CLASS.put(type, type(parse, Object::toString, kind, what, format(format)));
    }

    private static Supplier<ObjectNode> format(@Nullable String format) {
        return () ->
                format == null ? Schemas.of("string") : Schemas.of("string").put("format", format);
    }

    public static ScalarType type(
            Function<String, Object> parse,
            Function<Object, String> toText,
            String kind,
            String what,
            Supplier<ObjectNode> schema) {
        ScalarType.Reader reader = (node, at, in) -> {
            try {
                if (node.isTextual()) {
                    return parse.apply(node.textValue());
                }
            } catch (DateTimeException | IllegalArgumentException notOne) {
                // said below, in the words of the wire
            }
            in.add(FieldError.of(kind + "_parsing", at, "Input should be " + what, node));
            return null;
        };
        return new ScalarType(reader, toText, value -> null, true, schema, null);
    }

    /** What pydantic reads as a span of time, too: a number of seconds. */
    private static @Nullable Duration seconds(JsonNode node, Loc at, Reading in) {
        BigDecimal seconds = Numbers.decimal(node, at, in);
        if (seconds == null) {
            return null;
        }
        if (seconds.precision() - (long) seconds.scale() > 20 || seconds.abs().compareTo(LONGEST_SECONDS) > 0) {
            in.add(FieldError.of(
                    "time_delta_parsing", at, "Input should be a duration of at most 292 million years", node));
            return null;
        }
        long whole = seconds.longValue();
        long nanos =
                seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
        return Duration.ofSeconds(whole, nanos);
    }

    private static UUID uuid(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException("a UUID has 36 characters, was '" + text + "'");
        }
        return UUID.fromString(text);
    }
}
