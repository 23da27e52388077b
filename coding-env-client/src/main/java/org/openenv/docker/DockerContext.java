package org.openenv.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openenv.core.OpenEnvException;
import org.openenv.core.container.ContainerException;
import org.openenv.core.container.ContainerException.Kind;
import org.openenv.core.wire.WireCodec;

/**
 * A context of the {@code docker} command: a name for a daemon.
 *
 * @param name the name
 * @param host the daemon's address
 * @param certificates the folder with its certificates, or {@code null}
 */
record DockerContext(String name, String host, @Nullable Path certificates) {

    /**
     * Returns the one in use, if it is not the default one.
     *
     * @throws ContainerException with {@code NO_ENGINE} if there is no such context, or it can't be read
     */
    static Optional<DockerContext> current(Map<String, String> environment) {
        Path config = folder(environment).resolve("config.json");
        String named = environment.getOrDefault("DOCKER_CONTEXT", "");
        String name = named.isBlank() ? text(config, "currentContext").orElse("") : named;
        return name.isBlank() || name.equals("default") ? Optional.empty() : Optional.of(of(name, environment));
    }

    private static DockerContext of(String name, Map<String, String> environment) {
        Path contexts = folder(environment).resolve("contexts");
        String digest = digest(name);
        Path meta = contexts.resolve("meta").resolve(digest).resolve("meta.json");
        String host = text(meta, "Endpoints", "docker", "Host")
                .orElseThrow(() -> new ContainerException(
                        Kind.NO_ENGINE,
                        "the Docker context '" + name + "' is not there: " + meta
                                + " names no daemon; docker context ls"
                                + " lists those there are, docker context use default goes back to the local one",
                        null));
        Path certificates = contexts.resolve("tls").resolve(digest).resolve("docker");
        return new DockerContext(
                name,
                host,
                Files.isDirectory(certificates)
                        ? DockerAddress.complete(certificates, "the Docker context '" + name + "' has certificates")
                        : null);
    }

    /** Where the docker command keeps what it is told. */
    static Path folder(Map<String, String> environment) {
        String folder = environment.getOrDefault("DOCKER_CONFIG", "");
        return folder.isBlank()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "/")), ".docker")
                : Path.of(folder);
    }

    /** Reads one text of a JSON file; empty if there is no such file or field. */
    private static Optional<String> text(Path file, String... path) {
        Object value;
        try {
            value = Files.exists(file) ? WireCodec.readValue(Files.readString(file)) : null;
        } catch (IOException | OpenEnvException e) {
            throw new ContainerException(
                    Kind.NO_ENGINE, "where Docker is can't be read from " + file + ": " + e.getMessage(), e);
        }
        for (String field : path) {
            value = value instanceof Map<?, ?> fields ? fields.get(field) : null;
        }
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static String digest(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
