package org.openenv.core.server.replay;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a value is not the one that was recorded. Immutable.
 *
 * @param path such as {@code observation.stdout} or {@code metadata.results[0].data}
 * @param recorded what was recorded, shortened to where it differs
 * @param seen what came this time
 */
public record Difference(String path, String recorded, String seen) {

    private static final int BEFORE = 30;
    private static final int SHOWN = 120;

    /**
     * Compares two values of plain data.
     *
     * @param recorded what was recorded
     * @param seen what came this time
     * @param ignored paths that may differ, with all below them
     * @return where they differ; nothing if they are the same
     */
    public static List<Difference> between(@Nullable Object recorded, @Nullable Object seen, Set<String> ignored) {
        List<Difference> found = new ArrayList<>();
        compare("", recorded, seen, ignored, found);
        return found;
    }

    private static void compare(
            String path,
            @Nullable Object recorded,
            @Nullable Object seen,
            Set<String> ignored,
            List<Difference> found) {
        if (ignored.contains(path)) {
            return;
        }
        if (recorded instanceof Map<?, ?> before && seen instanceof Map<?, ?> after) {
            Set<Object> names = new LinkedHashSet<>(before.keySet());
            names.addAll(after.keySet());
            for (Object name : names) {
                compare(
                        path.isEmpty() ? String.valueOf(name) : path + "." + name,
                        before.get(name),
                        after.get(name),
                        ignored,
                        found);
            }
        } else if (recorded instanceof List<?> before
                && seen instanceof List<?> after
                && before.size() == after.size()) {
            for (int i = 0; i < before.size(); i++) {
                compare(path + "[" + i + "]", before.get(i), after.get(i), ignored, found);
            }
        } else if (!same(recorded, seen)) {
            found.add(of(path, String.valueOf(recorded), String.valueOf(seen)));
        }
    }

    private static boolean same(@Nullable Object recorded, @Nullable Object seen) {
        if (recorded instanceof Number before && seen instanceof Number after) {
            return before.equals(after) || before.doubleValue() == after.doubleValue();
        }
        return recorded == null ? seen == null : recorded.equals(seen);
    }

    private static Difference of(String path, String recorded, String seen) {
        int at = 0;
        while (at < Math.min(recorded.length(), seen.length()) && recorded.charAt(at) == seen.charAt(at)) {
            at++;
        }
        return new Difference(path, around(recorded, at), around(seen, at));
    }

    private static String around(String text, int at) {
        int begin = at <= SHOWN - BEFORE ? 0 : at - BEFORE;
        int end = Math.min(text.length(), begin + SHOWN);
        return (begin == 0 ? "" : "…") + text.substring(begin, end) + (end == text.length() ? "" : "…");
    }
}
