package org.openenv.coding.server.door;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.openenv.coding.CodeOutcome;
import org.openenv.coding.RichResult;

/** What a step displayed, and its last value, as E2B's client reads them: a field for each form that it knows, the rest under {@code extra}. */
final class ResultLines {

    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("text/plain", "text"),
            Map.entry("text/html", "html"),
            Map.entry("text/markdown", "markdown"),
            Map.entry("text/latex", "latex"),
            Map.entry("image/svg+xml", "svg"),
            Map.entry("image/png", "png"),
            Map.entry("image/jpeg", "jpeg"),
            Map.entry("application/pdf", "pdf"),
            Map.entry("application/json", "json"),
            Map.entry("application/javascript", "javascript"));

    private ResultLines() {}

    /** Appends a line for each result. */
    static void append(CodeOutcome outcome, StringBuilder lines) {
        for (RichResult result : outcome.results()) {
            ObjectNode line = Body.object().put("type", "result");
            ObjectNode extra = Body.object();
            result.data().forEach((type, form) -> {
                String field = FIELDS.get(type);
                (field == null ? extra : line)
                        .putPOJO(field == null ? type : field, "text".equals(field) ? unquoted(form) : form);
            });
            line.set("extra", extra);
            line.put("is_main_result", result.kind() == RichResult.Kind.VALUE);
            lines.append(line).append('\n');
        }
        if (outcome.results().isEmpty()) {
            outcome.value()
                    .ifPresent(value -> lines.append(Body.object()
                                    .put("type", "result")
                                    .put("text", String.valueOf(unquoted(value)))
                                    .put("is_main_result", true))
                            .append('\n'));
        }
    }

    /** A text is shown without its quotes, as E2B does. */
    private static Object unquoted(Object form) {
        String text = String.valueOf(form);
        boolean quoted = text.length() > 1
                && (text.charAt(0) == '\'' || text.charAt(0) == '"')
                && text.charAt(0) == text.charAt(text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
