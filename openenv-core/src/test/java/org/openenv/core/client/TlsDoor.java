package org.openenv.core.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** Takes TLS connections and passes what comes on to a server on this machine, as a reverse proxy does. */
final class TlsDoor implements AutoCloseable {

    private final ServerSocket listening;
    private final int server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    TlsDoor(SSLContext context, int server) throws IOException {
        this.listening = context.getServerSocketFactory().createServerSocket(0, 16, InetAddress.getLoopbackAddress());
        this.server = server;
        start(this::accept);
    }

    String address() {
        return "https://127.0.0.1:" + listening.getLocalPort();
    }

    private void accept() throws IOException {
        while (!listening.isClosed()) {
            Socket outside = listening.accept();
            Socket inside = new Socket(InetAddress.getLoopbackAddress(), server);
            sockets.add(outside);
            sockets.add(inside);
            start(() -> pass(outside, inside));
            start(() -> pass(inside, outside));
        }
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** What a thread does until a socket is closed. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // the end of this connection, or of all
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
