package org.openenv.coding.server.bench;

import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

/**
 * A server that is measured.
 *
 * @param name what the report calls it
 * @param base where its routes are, without a slash at the end
 * @param headers sent with every request, such as {@code Authorization: Bearer …}
 * @param pid its process, if this run started it
 */
record Target(String name, URI base, List<String> headers, OptionalLong pid) {

    /** Takes an address as people write it: with or without {@code http://} or {@code ws://}, a slash, {@code /ws}. */
    static Target at(String name, String address, List<String> headers) {
        String url =
                address.replaceFirst("^ws", "http").replaceFirst("/ws$", "").replaceFirst("/$", "");
        return new Target(name, URI.create(url.contains("://") ? url : "http://" + url), headers, OptionalLong.empty());
    }

    /** Returns the head of a request, up to the headers of its own. */
    String head(String method, String path) {
        StringBuilder head = new StringBuilder(
                method + " " + base.getRawPath() + path + " HTTP/1.1\r\nHost: " + base.getRawAuthority() + "\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        return head.toString();
    }
}
