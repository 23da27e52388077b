package org.openenv.core.server.kit;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** What a user names to be validated: a file where there is one, else the address of a server. */
final class ValidationTarget {

    private ValidationTarget() {}

    /**
     * Returns the jar that is meant.
     *
     * @throws IllegalArgumentException if a file is meant that is not there, or a directory
     */
    static Optional<Path> jar(String target) {
        if (target.contains("://")) {
            return Optional.empty();
        }
        Optional<Path> path = path(target).filter(Files::exists);
        if (path.filter(Files::isDirectory).isPresent()) {
            throw new IllegalArgumentException(
                    "'" + target + "' is a directory; name a jar in it, or a server's address");
        }
        if (path.isEmpty() && looksLikeAFile(target)) {
            throw new IllegalArgumentException("there is no such file: '" + target + "'");
        }
        return path;
    }

    private static Optional<Path> path(String target) {
        try {
            return Optional.of(Path.of(target));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    /** A host may be followed by a port and a path; what else has a slash, or ends as a jar does, is meant as a file. */
    private static boolean looksLikeAFile(String target) {
        boolean address =
                target.matches("(\\[[0-9a-fA-F:.]+]|[\\w.-]+):\\d+(/.*)?") || target.matches("localhost(/.*)?");
        return !address && (target.matches("(?i).*\\.(jar|war|zip)") || target.contains("/") || target.contains("\\"));
    }

    /**
     * Returns the address of a server.
     *
     * @throws IllegalArgumentException if it is none
     */
    static URI server(String target) {
        return URI.create(target.contains("://") ? target : "http://" + target);
    }
}
