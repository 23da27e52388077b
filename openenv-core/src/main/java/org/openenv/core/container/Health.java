package org.openenv.core.container;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.openenv.core.ServerAddress;
import org.openenv.core.StepOptions;
import org.openenv.core.container.ContainerException.Kind;

/** Asks servers whether they are ready to serve: {@code GET /health}. */
public final class Health {

    private static final Duration ONE_REQUEST = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(15);

    /** One client for all: its threads don't grow with the number of servers. */
    private static final class Shared {
        static final HttpClient HTTP = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(ONE_REQUEST)
                .build();
    }

    private Health() {}

    /**
     * Asks once.
     *
     * @param server its address, such as {@code http://127.0.0.1:8000}
     * @param timeout how long the answer may take
     * @return what is wrong, in words; empty if it is healthy
     * @throws ContainerException with {@code INTERRUPTED}
     */
    public static String ailment(URI server, Duration timeout) {
        return ailment(server, timeout, null, request -> request);
    }

    /**
     * Asks once.
     *
     * @param server its address, such as {@code https://one.example:8000}
     * @param timeout how long the answer may take
     * @param http what asks, with its proxy and certificates; {@code null} for the usual
     * @param shown adds what a request must show
     * @return what is wrong, in words; empty if it is healthy
     * @throws ContainerException with {@code INTERRUPTED}
     */
    public static String ailment(
            URI server, Duration timeout, @Nullable HttpClient http, UnaryOperator<HttpRequest.Builder> shown) {
        try {
            HttpRequest request = shown.apply(HttpRequest.newBuilder(ServerAddress.dialable(endpoint(server))))
                    .timeout(shorter(timeout, StepOptions.LONGEST))
                    .GET()
                    .build();
            int status = (http == null ? Shared.HTTP : http)
                    .send(request, BodyHandlers.discarding())
                    .statusCode();
            return status == 200 ? "" : "it answered with status " + status;
        } catch (UnknownHostException e) {
            return "unknown host " + e.getMessage();
        } catch (IOException e) {
            return e.getMessage() == null ? "nobody answered" : e.getMessage();
        } catch (InterruptedException e) {
            throw interrupted(server, e);
        }
    }

    /**
     * Asks until the server is healthy.
     *
     * @param server its address, such as {@code http://127.0.0.1:8000}
     * @param timeout how long to ask
     * @param hope called before each request; throws when there is no point in going on
     * @throws ContainerException with {@code NOT_READY} or {@code INTERRUPTED}, or what {@code hope} threw
     */
    public static void await(URI server, Duration timeout, Runnable hope) {
        long deadline =
                System.nanoTime() + shorter(timeout, StepOptions.LONGEST).toNanos();
        String ailment;
        do {
            hope.run();
            ailment = ailment(server, shorter(ONE_REQUEST, timeout));
            if (ailment.isEmpty()) {
                return;
            }
            pause(server);
        } while (System.nanoTime() - deadline < 0);
        throw new ContainerException(
                Kind.NOT_READY,
                "asked " + endpoint(server) + " for " + timeout + " and got no 200; at last: " + ailment
                        + "; give it more time, or look at the server's log",
                null);
    }

    private static URI endpoint(URI server) {
        return URI.create(server.toString().replaceAll("/+$", "") + "/health");
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static void pause(URI server) {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(server, e);
        }
    }

    private static ContainerException interrupted(URI server, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new ContainerException(
                Kind.INTERRUPTED, "interrupted while waiting for " + server + " to become healthy", cause);
    }
}
