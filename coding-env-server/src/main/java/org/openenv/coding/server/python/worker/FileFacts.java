package org.openenv.coding.server.python.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Locale;
import org.openenv.core.Workspace;

/**
 * What a worker tells of a file, read with care.
 *
 * @param path where it is
 * @param kind what it is
 * @param size its length, not negative
 * @param modifiedNanos when it was last written to, in nanoseconds since 1970
 * @param inode its number
 */
record FileFacts(String path, Workspace.Kind kind, long size, long modifiedNanos, long inode) {

    private static final long NANOS = 1_000_000_000L;

    static FileFacts of(JsonNode told) {
        return new FileFacts(
                told.path("path").asText(),
                kind(told.path("type").asText()),
                Math.max(0, told.path("size").asLong()),
                Math.max(0, told.path("mtime").asLong()),
                told.path("ino").asLong());
    }

    private static Workspace.Kind kind(String name) {
        for (Workspace.Kind kind : Workspace.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return kind;
            }
        }
        return Workspace.Kind.OTHER;
    }

    Workspace.Info info() {
        return new Workspace.Info(
                path,
                kind,
                size,
                Instant.ofEpochSecond(modifiedNanos / NANOS, modifiedNanos % NANOS),
                Long.toHexString(inode) + "-" + Long.toHexString(size) + "-" + Long.toHexString(modifiedNanos));
    }
}
