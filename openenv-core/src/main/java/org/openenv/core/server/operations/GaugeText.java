package org.openenv.core.server.operations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbers of environments in Prometheus' text format: a family for each name, with a sample for each environment that
 * has it. What an environment does wrong (a name that is none, a null, an exception, a name of the server's own) costs its
 * own numbers and nobody else's.
 */
final class GaugeText {

    private static final Logger LOG = LoggerFactory.getLogger(GaugeText.class);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,99}");
    private static final int MOST = 1000;

    private final Map<String, Family> families = new LinkedHashMap<>();

    private GaugeText() {}

    /**
     * Asks each source once.
     *
     * @param before what stands on the page already
     */
    static String of(List<GaugeSource> sources, String before) {
        var text = new GaugeText();
        sources.forEach(text::ask);
        var page = new StringBuilder();
        text.families.values().stream()
                .filter(family -> !before.contains("# TYPE " + family.name() + " "))
                .forEach(family -> family.writeTo(page));
        return page.toString();
    }

    private void ask(GaugeSource source) {
        try {
            source.numbers().get().forEach((name, number) -> add(source, name, number));
        } catch (RuntimeException | LinkageError failure) {
            LOG.warn("the gauges of the environment '{}' can't be had", source.environment(), failure);
        }
    }

    private void add(GaugeSource source, @Nullable String name, @Nullable Number number) {
        if (name == null
                || number == null
                || families.size() >= MOST
                || !NAME.matcher(name).matches()) {
            return;
        }
        families.computeIfAbsent(name, key -> new Family("openenv_" + key, meaning(source, key), new ArrayList<>()))
                .samples()
                .add(label(source.environment()) + " " + number.doubleValue());
    }

    private static String label(@Nullable String environment) {
        return environment == null ? "" : "{environment=\"" + environment + "\"}"; // a name needs no escapes
    }

    private static String meaning(GaugeSource source, String name) {
        String told = source.meanings().get(name);
        String words = name.replaceFirst("_total$", "").replace('_', ' ');
        return told != null
                ? told.replace("\\", "\\\\").replaceAll("\\R", " ")
                : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    private record Family(String name, String meaning, List<String> samples) {

        void writeTo(StringBuilder page) {
            String type = name.endsWith("_total") ? "counter" : "gauge";
            page.append("# HELP ").append(name).append(' ').append(meaning).append('\n');
            page.append("# TYPE ").append(name).append(' ').append(type).append('\n');
            samples.forEach(sample -> page.append(name).append(sample).append('\n'));
        }
    }
}
