package org.openenv.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openenv.core.container.ContainerException;
import org.openenv.core.container.ContainerException.Kind;

/**
 * A Docker daemon. There is one of these for each daemon for as long as the JVM lives: it has no threads, and a container
 * must be able to go away after whoever started it.
 */
final class DockerEngine {

    private static final Map<DockerAddress, DockerEngine> ENGINES = new ConcurrentHashMap<>();

    /** A daemon that does not answer in this time never will; stopping a container may take some of it. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(3);

    private final URI address;
    private final DockerClient client;
    private volatile @Nullable List<String> securityOptions;

    private DockerEngine(DockerClientConfig config) {
        address = config.getDockerHost();
        client = DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(address)
                        .sslConfig(config.getSSLConfig())
                        .connectionTimeout(Duration.ofSeconds(10))
                        .responseTimeout(LONGEST_CALL)
                        .build());
    }

    /**
     * Returns a daemon, without asking it anything yet.
     *
     * @param host its address, or {@code null} for where the environment says: {@code DOCKER_HOST}, the current context,
     *     {@code DOCKER_TLS_VERIFY} and {@code DOCKER_CERT_PATH}, else the local socket, that of a daemon without root or
     *     Podman's
     * @throws ContainerException with {@code NO_ENGINE} if that is no address
     */
    static DockerEngine at(@Nullable String host) {
        return ENGINES.computeIfAbsent(DockerAddress.of(host, System.getenv()), DockerEngine::to);
    }

    private static DockerEngine to(DockerAddress address) {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(address.uri().toString())
                .withDockerTlsVerify(address.certificates() != null);
        if (address.certificates() != null) {
            config.withDockerCertPath(address.certificates().toString());
        }
        try {
            return new DockerEngine(config.build());
        } catch (RuntimeException failure) {
            throw new ContainerException(
                    Kind.NO_ENGINE,
                    "the Docker daemon at " + address.uri() + " can't be asked: " + DockerFailures.said(failure),
                    failure);
        }
    }

    /** Returns the daemon's address, such as {@code unix:///var/run/docker.sock}. */
    URI address() {
        return address;
    }

    /** Returns the host on which a container's published ports can be reached from here. */
    String host() {
        return isLocal() ? "127.0.0.1" : address.getHost();
    }

    /** Returns whether the daemon's machine is this one. */
    boolean isLocal() {
        String host = address.getHost();
        return !"tcp".equals(address.getScheme())
                || host == null
                || host.equals("localhost")
                || host.startsWith("127.")
                || host.equals("[::1]");
    }

    /** Returns whether a container can be given a seccomp profile. */
    boolean takesSeccompProfiles() {
        List<String> known = securityOptions;
        if (known == null) {
            known = call("tell about itself", docker -> docker.infoCmd().exec().getSecurityOptions());
            known = known == null ? List.of() : known;
            securityOptions = known;
        }
        return known.stream().anyMatch(option -> option.startsWith("name=seccomp"));
    }

    /**
     * Asks the daemon something. An interrupt is noticed before the call, never in it, so that its outcome is known.
     *
     * @param what the request in words, for messages: "asked the Docker daemon … to WHAT"
     * @throws ContainerException with {@code NO_ENGINE} or {@code INTERRUPTED}
     * @throws com.github.dockerjava.api.exception.DockerException what the daemon answered, if it refused
     */
    <T> T call(String what, Function<DockerClient, T> request) {
        if (Thread.currentThread().isInterrupted()) {
            throw new ContainerException(Kind.INTERRUPTED, "interrupted before asking Docker to " + what, null);
        }
        try {
            return request.apply(client);
        } catch (RuntimeException failure) {
            throw DockerFailures.explained(address, what, failure);
        }
    }

    /** Asks the daemon something without an answer. */
    void tell(String what, Consumer<DockerClient> request) {
        call(what, docker -> {
            request.accept(docker);
            return true;
        });
    }
}
