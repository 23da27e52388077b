package org.openenv.core.host.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openenv.core.host.HostConfig;

/**
 * The names by which a host may be addressed: those that nobody could point at it to make a browser take its pages for theirs
 * (DNS rebinding). An address, {@code localhost}, a name without a dot, which no public name is, what the host was told to
 * listen on, and what the operator adds.
 */
final class HostNames {

    private static final String ANY = "*";
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^\\[\\]:/@\\s]+)(?::[0-9]*)?");
    private static final Pattern ADDRESS = Pattern.compile("\\[[0-9a-fA-F:.]+]|[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private final Set<String> allowed;
    private final String own;

    HostNames(HostConfig config) {
        this.allowed = config.access().hostNames().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.own = config.host().toLowerCase(Locale.ROOT);
    }

    /** Whether a {@code Host} header says a name of this host; with or without a port. */
    boolean allows(String authority) {
        Matcher parts = AUTHORITY.matcher(authority);
        return parts.matches() && allowsName(parts.group(1));
    }

    private boolean allowsName(String written) {
        String name = written.toLowerCase(Locale.ROOT);
        if (name.endsWith(".") && name.length() > 1) {
            name = name.substring(0, name.length() - 1);
        }
        return allowed.contains(ANY)
                || allowed.contains(name)
                || name.equals(own)
                || (name.indexOf('.') < 0 && name.indexOf(':') < 0)
                || ADDRESS.matcher(name).matches();
    }
}
