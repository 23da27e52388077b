package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Things of the host that no program may reach: two files, a listener on loopback, one on a path, and a process. */
final class Canaries implements AutoCloseable {

    private static final String PROCESS = """
            import signal, sys
            for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
                signal.signal(number, lambda n, frame: print(n, flush=True))
            print('ready', flush=True)
            while True:
                signal.pause()
            """;

    private final String secret = "secret-" + UUID.randomUUID();
    private final Path file;
    private final Path homeFile;
    private final Path socketFile;
    private final ServerSocket listener;
    private final ServerSocketChannel unixListener;
    private final Process process;

    Canaries() throws IOException {
        file = plant(Files.createTempDirectory("openenv-canary-"));
        var home = Path.of(System.getProperty("user.home"));
        homeFile = plant(
                Files.isWritable(home)
                        ? Files.createTempDirectory(home, ".openenv-canary-")
                        : Files.createTempDirectory("openenv-canary-"));
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(1);
        socketFile = file.resolveSibling("socket");
        unixListener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        unixListener.bind(UnixDomainSocketAddress.of(socketFile)).configureBlocking(false);
        assertThat(socketFile.toFile().setWritable(true, false)).isTrue();
        process = new ProcessBuilder(ReferencePython.EXECUTABLE.toString(), "-c", PROCESS, "canary").start();
        assertThat(process.getInputStream().readNBytes(6)).asString().isEqualTo("ready\n");
    }

    private Path plant(Path directory) throws IOException {
        assertThat(directory.toFile().setReadable(true, false)).isTrue();
        assertThat(directory.toFile().setExecutable(true, false)).isTrue();
        return Files.writeString(directory.resolve("canary"), secret);
    }

    /** Returns what must never be seen by a program. */
    String secret() {
        return secret;
    }

    /** Returns Python that tells a program where all of it is. */
    String described(TestExecutor executor, String neighbourFile) {
        return """
                host = types.SimpleNamespace(file='%s', home_file='%s', socket='%s', port=%d, pid=%d, server=%d,
                    namespaces=%s, neighbour_file='%s')
                """.formatted(
                        file,
                        homeFile,
                        socketFile,
                        listener.getLocalPort(),
                        process.pid(),
                        ProcessHandle.current().pid(),
                        executor.hasNamespaces() ? "True" : "False",
                        neighbourFile);
    }

    void assertUntouched() throws IOException {
        for (Path canary : List.of(file, homeFile)) {
            assertThat(canary).hasContent(secret);
            assertThat(canary.getParent()).isDirectoryNotContaining("regex:.*(planted|moved).*");
        }
        assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
        assertThat(unixListener.accept()).isNull();
        assertThat(process.isAlive()).isTrue();
        assertThat(process.getInputStream().available())
                .as("signals that arrived")
                .isZero();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listener.close();
        unixListener.close();
        for (Path path : List.of(socketFile, file, homeFile, file.getParent(), homeFile.getParent())) {
            Files.deleteIfExists(path);
        }
    }
}
