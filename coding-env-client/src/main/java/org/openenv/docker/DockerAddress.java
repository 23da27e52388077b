package org.openenv.docker;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ServerAddress;
import org.openenv.core.container.ContainerException;
import org.openenv.core.container.ContainerException.Kind;

/**
 * Where a Docker daemon is, found as the {@code docker} command finds it.
 *
 * @param uri a socket, {@code unix:///…}, or a machine with a port, {@code tcp://…}
 * @param certificates the folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem} where the daemon is asked over TLS,
 *     else {@code null}
 */
record DockerAddress(URI uri, @Nullable Path certificates) {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
    private static final Pattern MACHINE =
            Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^\\[\\]:/@?#\\s]*)(?::(\\d{1,5}))?/?");
    private static final String LOCAL = "/var/run/docker.sock";

    /**
     * Returns where the environment says.
     *
     * @param host an address that wins over all, or {@code null}
     * @param environment the process's variables
     * @throws ContainerException with {@code NO_ENGINE} if it says nothing that can be used
     */
    static DockerAddress of(@Nullable String host, Map<String, String> environment) {
        String asked = host != null ? host : environment.getOrDefault("DOCKER_HOST", "");
        String from = host != null ? "dockerHost" : "DOCKER_HOST";
        if (!asked.isBlank()) {
            return of(asked.strip(), from, certificates(environment));
        }
        Optional<DockerContext> context = DockerContext.current(environment);
        return context.isPresent()
                ? of(
                        context.get().host(),
                        "the context '" + context.get().name() + "'",
                        context.get().certificates())
                : new DockerAddress(URI.create("unix://" + localSocket(environment)), null);
    }

    private static DockerAddress of(String address, String from, @Nullable Path certificates) {
        Matcher parts = SCHEME.matcher(address);
        String scheme = parts.matches() ? parts.group(1).toLowerCase(Locale.ROOT) : "";
        String rest = parts.matches() ? parts.group(2) : address;
        if (scheme.equals("unix") || (scheme.isEmpty() && address.startsWith("/"))) {
            return new DockerAddress(socket(rest, address, from), null);
        }
        if (scheme.isEmpty() || scheme.equals("tcp")) {
            return new DockerAddress(machine(rest, address, from, certificates != null), certificates);
        }
        throw refused(
                address,
                from,
                switch (scheme) {
                    case "ssh" ->
                        "this client does not speak SSH; forward the socket, ssh -NL /tmp/docker.sock:" + LOCAL
                                + " …, and say unix:///tmp/docker.sock";
                    case "npipe" ->
                        "this client does not speak over Windows' pipes; let the daemon listen on tcp://127.0.0.1:2375";
                    case "http", "https" -> "a daemon's address begins with tcp://, over TLS with DOCKER_TLS_VERIFY=1";
                    default -> "it must be unix:///path or tcp://host:port";
                });
    }

    private static URI socket(String path, String address, String from) {
        if (!path.isEmpty() && !path.startsWith("/")) {
            throw refused(address, from, "a socket's path begins with /, as in unix://" + LOCAL);
        }
        try {
            return new URI("unix", "", path.isEmpty() ? LOCAL : path, null, null);
        } catch (URISyntaxException e) {
            throw refused(address, from, "that is no path");
        }
    }

    private static URI machine(String rest, String address, String from, boolean tls) {
        Matcher parts = MACHINE.matcher(rest);
        if (!parts.matches()) {
            throw refused(address, from, "it must be tcp://host:port, without a path");
        }
        String name = parts.group(1).isEmpty() ? "localhost" : parts.group(1);
        int port = parts.group(2) == null ? (tls ? 2376 : 2375) : Integer.parseInt(parts.group(2));
        if (port < 1 || port > 65535) {
            throw refused(address, from, "a port is 1 to 65535");
        }
        try {
            return ServerAddress.dialable(URI.create("tcp://" + name + ":" + port));
        } catch (UnknownHostException e) {
            throw refused(address, from, "nobody knows the host '" + name + "'");
        } catch (IllegalArgumentException e) {
            throw refused(address, from, "'" + name + "' is no host's name");
        }
    }

    /** Where certificates are, if the environment asks for TLS. */
    private static @Nullable Path certificates(Map<String, String> environment) {
        if (environment.getOrDefault("DOCKER_TLS_VERIFY", "").isBlank()) {
            return null;
        }
        String folder = environment.getOrDefault("DOCKER_CERT_PATH", "");
        return complete(
                folder.isBlank() ? DockerContext.folder(environment) : Path.of(folder), "DOCKER_TLS_VERIFY is set");
    }

    /** Returns a folder if the three certificates are there. */
    static Path complete(Path folder, String why) {
        for (String file : new String[] {"ca.pem", "cert.pem", "key.pem"}) {
            if (!Files.isReadable(folder.resolve(file))) {
                throw new ContainerException(
                        Kind.NO_ENGINE,
                        why + ", but there is no " + folder.resolve(file) + " to read; set DOCKER_CERT_PATH to the"
                                + " folder with ca.pem, cert.pem and key.pem, or unset DOCKER_TLS_VERIFY",
                        null);
            }
        }
        return folder;
    }

    /** The first socket there is: Docker's own, that of a daemon without root, Desktop's, Podman's. */
    private static Path localSocket(Map<String, String> environment) {
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "/run/user/" + uid());
        return Stream.of(
                        Path.of(LOCAL),
                        Path.of(runtime, "docker.sock"),
                        DockerContext.folder(environment).resolve("run/docker.sock"),
                        Path.of(runtime, "podman/podman.sock"),
                        Path.of("/run/podman/podman.sock"))
                .filter(Files::exists)
                .findFirst()
                .orElse(Path.of(LOCAL));
    }

    private static String uid() {
        try {
            return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException notThisKernel) {
            return "0";
        }
    }

    private static ContainerException refused(String address, String from, String why) {
        return new ContainerException(
                Kind.NO_ENGINE,
                "the Docker daemon's address '" + address + "' of " + from + " can't be used: " + why,
                null);
    }
}
