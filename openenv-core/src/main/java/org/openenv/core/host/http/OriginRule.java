package org.openenv.core.host.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openenv.core.host.HostConfig;

/**
 * Which browser pages may drive the host: those it serves itself, under one of its {@linkplain HostNames names}, and those the
 * operator allows.
 */
final class OriginRule {

    private static final String ANY = "*";

    private final Set<String> allowed;
    private final HostNames names;

    OriginRule(HostConfig config) {
        this.allowed = config.access().origins();
        this.names = new HostNames(config);
    }

    boolean allows(String origin, @Nullable String hostHeader) {
        if (allowed.contains(ANY) || allowed.contains(origin)) {
            return true;
        }
        try {
            URI page = new URI(origin);
            return page.getHost() != null
                    && page.getRawAuthority().equalsIgnoreCase(hostHeader)
                    && names.allows(page.getRawAuthority());
        } catch (URISyntaxException opaque) {
            return false;
        }
    }
}
