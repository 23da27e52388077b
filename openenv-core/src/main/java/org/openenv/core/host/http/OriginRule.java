package org.openenv.core.host.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.HostConfig;

/**
 * Which browser pages may drive the host: those it serves itself, and those the operator allows.
 *
 * <p>A page is the host's own if its origin is what the request's {@code Host} header says, and that is no name an attacker
 * could point at this machine (DNS rebinding): an address, {@code localhost}, or the name the host was told to listen on.
 */
final class OriginRule {

    private static final String ANY = "*";
    private static final Pattern ADDRESS = Pattern.compile("\\[[0-9a-fA-F:.]+]|[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private final Set<String> allowed;
    private final String ownName;

    OriginRule(HostConfig config) {
        this.allowed = config.access().origins();
        this.ownName = config.host();
    }

    boolean allows(String origin, @Nullable String hostHeader) {
        if (allowed.contains(ANY) || allowed.contains(origin)) {
            return true;
        }
        try {
            URI page = new URI(origin);
            return page.getHost() != null
                    && page.getRawAuthority().equalsIgnoreCase(hostHeader)
                    && cannotBeRebound(page.getHost());
        } catch (URISyntaxException opaque) {
            return false;
        }
    }

    private boolean cannotBeRebound(String name) {
        return name.equalsIgnoreCase(ownName)
                || name.toLowerCase(Locale.ROOT).equals("localhost")
                || ADDRESS.matcher(name).matches();
    }
}
