package org.openenv.core.conformance.schema;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.openenv.core.conformance.check.Expect;
import org.openenv.core.conformance.schema.SchemaSample.NoSampleException;

/** Numbers and texts that a schema takes: of a few that come to mind, the first that fits. */
final class PlainSample {

    private static final int LONGEST = 100_000;
    private static final List<String> TEXTS = List.of(
            "1",
            "a",
            "A",
            "abc",
            "ABC",
            "1.0",
            "a1",
            "A1",
            "a-1",
            "a_1",
            "abc123",
            "Abc",
            "true",
            "a@example.org",
            "2020-01-01",
            "12:00",
            "example.org",
            "/a",
            "a/b",
            "#000000",
            "0x1",
            "+1",
            "-1",
            "00000000-0000-4000-8000-000000000001",
            "e2e4");
    private static final Map<String, String> FORMATS = Map.ofEntries(
            Map.entry("date-time", "2020-01-01T00:00:00Z"),
            Map.entry("date", "2020-01-01"),
            Map.entry("time", "00:00:00Z"),
            Map.entry("duration", "PT1S"),
            Map.entry("uuid", "00000000-0000-4000-8000-000000000001"),
            Map.entry("uri", "http://localhost/"),
            Map.entry("url", "http://localhost/"),
            Map.entry("email", "a@example.org"),
            Map.entry("hostname", "localhost"),
            Map.entry("ipv4", "127.0.0.1"),
            Map.entry("ipv6", "::1"),
            Map.entry("byte", "MQ=="),
            Map.entry("base64", "MQ=="),
            Map.entry("json-string", "1"));

    private PlainSample() {}

    static Object number(Map<String, Object> schema, boolean whole) {
        List<BigDecimal> candidates = new ArrayList<>(List.of(BigDecimal.ONE, BigDecimal.ZERO));
        for (String bound : List.of("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf")) {
            BigDecimal at = decimal(schema.get(bound));
            if (at != null) {
                BigDecimal rounded = at.setScale(0, RoundingMode.CEILING);
                candidates.addAll(List.of(rounded, rounded.add(BigDecimal.ONE), rounded.subtract(BigDecimal.ONE), at));
            }
        }
        between(schema, candidates);
        multiples(schema, candidates);
        for (BigDecimal candidate : candidates) {
            if ((!whole || candidate.stripTrailingZeros().scale() <= 0) && fits(candidate, schema)) {
                return whole || candidate.stripTrailingZeros().scale() <= 0
                        ? candidate.toBigInteger()
                        : (Object) candidate;
            }
        }
        throw new NoSampleException("no number was found that fits " + Expect.shorten(schema));
    }

    private static void between(Map<String, Object> schema, List<BigDecimal> candidates) {
        BigDecimal low = decimal(schema.getOrDefault("minimum", schema.get("exclusiveMinimum")));
        BigDecimal high = decimal(schema.getOrDefault("maximum", schema.get("exclusiveMaximum")));
        if (low != null && high != null) {
            candidates.add(low.add(high).divide(BigDecimal.valueOf(2)));
        }
    }

    private static void multiples(Map<String, Object> schema, List<BigDecimal> candidates) {
        BigDecimal factor = decimal(schema.get("multipleOf"));
        if (factor != null && factor.signum() > 0) {
            for (BigDecimal near : List.copyOf(candidates)) {
                candidates.add(near.divide(factor, 0, RoundingMode.CEILING).multiply(factor));
                candidates.add(near.divide(factor, 0, RoundingMode.FLOOR)
                        .add(BigDecimal.ONE)
                        .multiply(factor));
            }
        }
    }

    private static boolean fits(BigDecimal value, Map<String, Object> schema) {
        BigDecimal factor = decimal(schema.get("multipleOf"));
        return is(schema.get("minimum"), value, (bound, it) -> it.compareTo(bound) >= 0)
                && is(schema.get("exclusiveMinimum"), value, (bound, it) -> it.compareTo(bound) > 0)
                && is(schema.get("maximum"), value, (bound, it) -> it.compareTo(bound) <= 0)
                && is(schema.get("exclusiveMaximum"), value, (bound, it) -> it.compareTo(bound) < 0)
                && (factor == null
                        || factor.signum() <= 0
                        || value.remainder(factor).signum() == 0);
    }

    private static boolean is(@Nullable Object bound, BigDecimal value, BiPredicate<BigDecimal, BigDecimal> holds) {
        BigDecimal at = decimal(bound);
        return at == null || holds.test(at, value);
    }

    /** Returns a number, unless it is one that no sum should be done with. */
    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            return null;
        }
        return new BigDecimal(number.toString());
    }

    static String text(Map<String, Object> schema) {
        int least = schema.get("minLength") instanceof Number number ? number.intValue() : 0;
        int most = schema.get("maxLength") instanceof Number number ? number.intValue() : LONGEST;
        if (least > LONGEST) {
            throw new NoSampleException("the schema asks for a text of " + least + " characters");
        }
        List<String> candidates = new ArrayList<>();
        String formatted = FORMATS.get(String.valueOf(schema.get("format")));
        if (formatted != null) {
            candidates.add(formatted);
        }
        for (String text : TEXTS) {
            candidates.add(
                    text.length() >= least
                            ? text
                            : text.repeat(least / text.length() + 1).substring(0, least));
        }
        candidates.add("");
        for (String candidate : candidates) {
            if (candidate.length() >= least
                    && candidate.length() <= most
                    && matches(candidate, schema.get("pattern"))) {
                return candidate;
            }
        }
        throw new NoSampleException("no text was found that fits " + Expect.shorten(schema));
    }

    private static boolean matches(String text, @Nullable Object pattern) {
        if (!(pattern instanceof String expression)) {
            return true;
        }
        try {
            return Pattern.compile(expression).matcher(text).find();
        } catch (PatternSyntaxException | StackOverflowError foreign) {
            throw new NoSampleException("the pattern " + Expect.shorten(expression) + " is one of another language");
        }
    }

    /** Returns a value of a kind that is not among some. */
    static @Nullable Object other(@Nullable Object value, Map<String, Object> schema, List<Object> taken) {
        List<Object> candidates = new ArrayList<>();
        if (schema.get("enum") instanceof List<?> list) {
            candidates.addAll(list);
        } else if (value instanceof Number number) {
            candidates.add(value);
            candidates.add(
                    new BigDecimal(number.toString()).toBigInteger().add(java.math.BigInteger.valueOf(taken.size())));
        } else if (value instanceof String text) {
            candidates.add(text);
            candidates.add(text + taken.size());
        } else {
            candidates.add(value);
        }
        for (Object candidate : candidates) {
            if (!taken.contains(candidate)) {
                return candidate;
            }
        }
        throw new NoSampleException("no " + (taken.size() + 1) + " different items were found");
    }
}
