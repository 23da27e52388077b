package org.openenv.coding.server.packages;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/**
 * What an episode asks for, such as {@code numpy==2.3}: names with versions, no places and no options of pip's. Immutable.
 *
 * @param lines one each, in order and without doubles, so that the same set is written in one way
 */
public record Requirements(List<String> lines) {

    private static final int MOST = 100;
    private static final int LONGEST = 200;
    private static final String NAME = "[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?";
    private static final String VERSION = "(?:===?|!=|~=|<=?|>=?)[A-Za-z0-9._*+!-]+";
    private static final Pattern LINE = Pattern.compile(
            NAME + "(?:\\[" + NAME + "(?:," + NAME + ")*\\])?(?:" + VERSION + "(?:," + VERSION + ")*)?");

    /** Copies. */
    public Requirements {
        lines = List.copyOf(lines);
    }

    /**
     * Reads the field {@code packages} of a reset.
     *
     * @param asked its value
     * @return what is asked for, or {@code null} for nothing
     * @throws OpenEnvException with {@code VALIDATION_ERROR} if it makes no sense
     */
    public static @Nullable Requirements of(@Nullable Object asked) {
        if (asked == null) {
            return null;
        }
        if (!(asked instanceof Collection<?> list) || list.size() > MOST) {
            throw refusal("must be a list of at most " + MOST + " requirements, such as \"numpy==2.3\"");
        }
        TreeSet<String> lines = new TreeSet<>();
        for (Object one : list) {
            String line = one instanceof String text ? text.replaceAll("\\s", "") : "";
            if (line.length() > LONGEST || !LINE.matcher(line).matches()) {
                throw refusal(
                        "each must be a name with versions, such as \"numpy==2.3\" or \"pandas>=2,<3\", was " + one);
            }
            String name = nameOf(line);
            lines.add(Wheels.normal(name) + line.substring(name.length()).toLowerCase(Locale.ROOT));
        }
        return lines.isEmpty() ? null : new Requirements(List.copyOf(lines));
    }

    /** The name in a line. */
    static String nameOf(String line) {
        return line.split("[\\[=<>!~]", 2)[0];
    }

    static OpenEnvException refusal(String why) {
        return new OpenEnvException(ErrorCode.VALIDATION_ERROR, "packages: " + why);
    }
}
