package org.openenv.core;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server is, from the ways people write it: {@code http://localhost:8000}, {@code localhost:8000}, {@code ::1},
 * {@code wss://host/envs/echo/ws}, {@code http://coding_env:8000}. Immutable.
 *
 * @param secure whether it is asked over TLS
 * @param authority host and port as they stand in a URI
 * @param path what its routes begin with, without a slash at its end; possibly empty
 * @param query what follows a question mark, with it; possibly empty
 */
public record ServerAddress(boolean secure, String authority, String path, String query) {

    private static final Map<String, Boolean> SCHEMES = Map.of("http", false, "https", true, "ws", false, "wss", true);
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
    private static final Pattern ONE_SLASH = Pattern.compile("(?i)(https?|wss?):/?(?!/|[0-9]*(/|$)).*");
    private static final Pattern PARTS = Pattern.compile("([^/?#]*)([^?#]*)(\\?[^#]*)?(#.*)?");
    private static final Pattern HOST_PORT = Pattern.compile("(\\[.*]|[^:\\[\\]]*)(?::([^:]*))?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+");
    private static final int HIGHEST_PORT = 65535;

    /**
     * Reads an address.
     *
     * @param address scheme, host, port and path, of which only the host is needed
     * @return where that is
     * @throws IllegalArgumentException if it is no such address; the message says why, and shows no password
     */
    public static ServerAddress of(String address) {
        String text = address.strip();
        if (text.isEmpty()) {
            throw refused("it is empty", address);
        }
        if (text.chars().anyMatch(c -> Character.isWhitespace(c) || c < ' ')) {
            throw refused("it has blanks in it", address);
        }
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.matches()) {
            if (ONE_SLASH.matcher(text).matches()) {
                throw refused("'://' is missing behind its scheme", address);
            }
            return of(false, text, address);
        }
        Boolean secure = SCHEMES.get(scheme.group(1).toLowerCase(Locale.ROOT));
        if (secure == null) {
            throw refused("its scheme is none of http, https, ws and wss", address);
        }
        return of(secure, scheme.group(2), address);
    }

    private static ServerAddress of(boolean secure, String rest, String address) {
        Matcher parts = PARTS.matcher(rest);
        if (!parts.matches() || parts.group(4) != null) {
            throw refused("it has a '#'", address);
        }
        String authority = parts.group(1);
        if (authority.contains("@")) {
            throw new IllegalArgumentException(
                    "a server's address has no user and password in it; a token is given by ClientConfig.withToken");
        }
        String path =
                parts.group(2).replaceAll("/+$", "").replaceAll("/ws$", "").replaceAll("/+$", "");
        String query = parts.group(3) == null ? "" : parts.group(3);
        try {
            URI escaped = URI.create("http://h" + path + query);
            String ascii = escaped.toASCIIString().substring("http://h".length());
            int mark = ascii.indexOf('?');
            return new ServerAddress(
                    secure,
                    hostAndPort(authority, address),
                    mark < 0 ? ascii : ascii.substring(0, mark),
                    mark < 0 ? "" : ascii.substring(mark));
        } catch (IllegalArgumentException e) {
            throw e.getMessage() != null && e.getMessage().startsWith("a server's")
                    ? e
                    : refused("its path has a character that must be escaped", address);
        }
    }

    private static String hostAndPort(String authority, String address) {
        boolean bare = authority.chars().filter(c -> c == ':').count() > 1 && !authority.startsWith("[");
        Matcher parts = HOST_PORT.matcher(bare ? "[" + authority + "]" : authority);
        if (!parts.matches() || parts.group(1).isEmpty()) {
            throw refused("it has no host", address);
        }
        String host = parts.group(1);
        String port = parts.group(2);
        String name = host.startsWith("[") ? literal(host, address) : name(host, address);
        return port == null || port.isEmpty() ? name : name + ":" + port(port, address);
    }

    private static String literal(String host, String address) {
        try {
            if (host.matches("\\[[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?]") && InetAddress.getByName(host) != null) {
                return host;
            }
        } catch (UnknownHostException noAddress) {
            // said below, as of whatever else is no address
        }
        throw refused("'" + host + "' is no IPv6 address", address);
    }

    private static String name(String host, String address) {
        String ascii = host;
        if (host.chars().anyMatch(c -> c > 127)) {
            try {
                ascii = IDN.toASCII(host);
            } catch (IllegalArgumentException e) {
                throw refused("'" + host + "' is no host's name", address);
            }
        }
        if (!HOST.matcher(ascii).matches()) {
            throw refused("'" + host + "' is no host's name", address);
        }
        return ascii;
    }

    private static int port(String port, String address) {
        boolean number = port.matches("[0-9]{1,5}");
        if (!number || Integer.parseInt(port) < 1 || Integer.parseInt(port) > HIGHEST_PORT) {
            throw refused("its port must be 1 to " + HIGHEST_PORT + ", was '" + port + "'", address);
        }
        return Integer.parseInt(port);
    }

    private static IllegalArgumentException refused(String why, String address) {
        String shown = address.replaceFirst("//[^/@]*@", "//…@");
        return new IllegalArgumentException(
                "a server's address looks like http://localhost:8000, was '" + shown + "': " + why);
    }

    /**
     * Returns where its routes are.
     *
     * @return such as {@code http://localhost:8000/envs/echo}
     */
    public URI http() {
        return URI.create((secure ? "https://" : "http://") + authority + path);
    }

    /**
     * Returns where its WebSocket is.
     *
     * @return such as {@code ws://localhost:8000/ws}
     */
    public URI socket() {
        return URI.create((secure ? "wss://" : "ws://") + authority + path + "/ws" + query);
    }

    /**
     * Returns an address that Java's HTTP client takes: it refuses a host's name with {@code _} in it, as Compose and Swarm
     * make them, and is given the address behind that name.
     *
     * @param uri an address of this server
     * @return the same one, unless its host has such a name
     * @throws UnknownHostException if nobody knows that name
     * @throws IllegalArgumentException if it has such a name and is asked over TLS, where a certificate needs the name
     */
    public static URI dialable(URI uri) throws UnknownHostException {
        if (uri.getHost() != null || uri.getRawAuthority() == null) {
            return uri;
        }
        String authority = uri.getRawAuthority();
        int colon = authority.lastIndexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        if (uri.getScheme().equals("https") || uri.getScheme().equals("wss")) {
            throw new IllegalArgumentException(
                    "'" + host + "' can't be asked over TLS: Java takes no host's name with '_'"
                            + " in it; give the server a name without, such as a network alias");
        }
        String literal = InetAddress.getByName(host).getHostAddress();
        String found = literal.contains(":") ? "[" + literal + "]" : literal;
        return URI.create(uri.toString().replace("//" + authority, "//" + found + authority.substring(host.length())));
    }
}
