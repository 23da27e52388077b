package org.openenv.core.host;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may use a host, and for what. Immutable.
 *
 * @param authToken the token every request but {@code /health}, {@code /live} and {@code /ready} must carry, at least 8
 *     characters; {@code null} where none is asked for
 * @param origins the origins whose browser pages may drive the host besides its own, such as {@code https://example.org};
 *     {@code *} for any
 * @param hostNames the names by which clients may address the host besides addresses, {@code localhost} and its own, such as
 *     a proxy's; {@code *} for any
 * @param production whether reset, step and state are refused
 * @param validationToken with what OpenEnv's validation may read the episode of its own connection, 32 to 256 characters;
 *     {@code null} where it may not
 * @param web whether the pages for people are served
 */
public record HostAccess(
        @Nullable String authToken,
        Set<String> origins,
        Set<String> hostNames,
        boolean production,
        @Nullable String validationToken,
        WebPages web) {

    private static final HostAccess DEFAULTS = new HostAccess(null, Set.of(), Set.of(), false, null, WebPages.AUTO);
    private static final int SHORTEST_TOKEN = 8;
    private static final int SHORTEST_VALIDATION = 32;
    private static final int LONGEST_VALIDATION = 256;

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a token is too short or too long
     */
    public HostAccess {
        if (authToken != null && authToken.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException(
                    "authToken must have at least " + SHORTEST_TOKEN + " characters, has " + authToken.length());
        }
        if (validationToken != null
                && (validationToken.length() < SHORTEST_VALIDATION || validationToken.length() > LONGEST_VALIDATION)) {
            throw new IllegalArgumentException("the validation token must have " + SHORTEST_VALIDATION + " to "
                    + LONGEST_VALIDATION + " characters, has " + validationToken.length());
        }
        Objects.requireNonNull(web, "web is required");
        origins = Set.copyOf(origins);
        hostNames = Set.copyOf(hostNames);
    }

    /**
     * Returns the access without asking: no token, no other origins, no other names, reset, step and state served.
     *
     * @return the defaults
     */
    public static HostAccess defaults() {
        return DEFAULTS;
    }

    /**
     * Returns this access with a token.
     *
     * @param token at least 8 characters, or {@code null} for none
     * @return the copy
     */
    public HostAccess withAuthToken(@Nullable String token) {
        return new HostAccess(token, origins, hostNames, production, validationToken, web);
    }

    /**
     * Returns this access with other origins.
     *
     * @param allowed such as {@code https://example.org}; {@code *} for any
     * @return the copy
     */
    public HostAccess withOrigins(Set<String> allowed) {
        return new HostAccess(authToken, allowed, hostNames, production, validationToken, web);
    }

    /**
     * Returns this access with other names of the host.
     *
     * @param names such as {@code env.example.org}; {@code *} for any
     * @return the copy
     */
    public HostAccess withHostNames(Set<String> names) {
        return new HostAccess(authToken, origins, names, production, validationToken, web);
    }

    /**
     * Returns this access with reset, step and state refused or served.
     *
     * @param refused {@code true} to refuse them
     * @return the copy
     */
    public HostAccess withProduction(boolean refused) {
        return new HostAccess(authToken, origins, hostNames, refused, validationToken, web);
    }

    /**
     * Returns this access with a token for OpenEnv's validation.
     *
     * @param token 32 to 256 characters, or {@code null} for none
     * @return the copy
     */
    public HostAccess withValidationToken(@Nullable String token) {
        return new HostAccess(authToken, origins, hostNames, production, token, web);
    }

    /**
     * Returns this access with or without the pages for people.
     *
     * @param pages whether they are served
     * @return the copy
     */
    public HostAccess withWeb(WebPages pages) {
        return new HostAccess(authToken, origins, hostNames, production, validationToken, pages);
    }

    /** Without the tokens, which do not belong in a log. */
    @Override
    public String toString() {
        return "HostAccess[" + (authToken == null ? "" : "authToken=…, ") + "origins=" + origins + ", hostNames="
                + hostNames + ", production=" + production + ", web=" + web
                + (validationToken == null ? "" : ", validationToken=…")
                + "]";
    }
}
