package org.openenv.core.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Passes connections on to a server, and cuts them where it is told: after so many bytes up or down. */
final class CuttingDoor implements AutoCloseable {

    private static final long NEVER = Long.MAX_VALUE / 2;

    /** How many bytes may still pass. */
    private static final class Budget {
        private final AtomicLong up = new AtomicLong(NEVER);
        private final AtomicLong down = new AtomicLong(NEVER);
    }

    private final ServerSocket listening;
    private final int server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Deque<long[]> ofTheNext = new ConcurrentLinkedDeque<>();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile Budget current = new Budget();
    private volatile boolean shut;

    CuttingDoor(int server) throws IOException {
        this.listening = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        this.server = server;
        start(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    /** Cuts the connection there is when so many more bytes have passed. */
    void cutAfter(long up, long down) {
        current.up.set(up < 0 ? NEVER : up);
        current.down.set(down < 0 ? NEVER : down);
    }

    /** Cuts the next connection when so many bytes have passed. */
    void cutNextAfter(long up, long down) {
        ofTheNext.add(new long[] {up < 0 ? NEVER : up, down < 0 ? NEVER : down});
    }

    /** Lets nobody in any more, or again. */
    void shut(boolean value) {
        shut = value;
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() throws IOException {
        while (!listening.isClosed()) {
            Socket outside = listening.accept();
            if (shut) {
                outside.close();
                continue;
            }
            Socket inside = new Socket(InetAddress.getLoopbackAddress(), server);
            outside.setTcpNoDelay(true);
            inside.setTcpNoDelay(true);
            sockets.add(outside);
            sockets.add(inside);
            Budget budget = new Budget();
            long[] told = ofTheNext.poll();
            if (told != null) {
                budget.up.set(told[0]);
                budget.down.set(told[1]);
            }
            current = budget;
            start(() -> pass(outside, inside, budget.up));
            start(() -> pass(inside, outside, budget.down));
        }
    }

    private void pass(Socket from, Socket to, AtomicLong left) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] bytes = new byte[8192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                long may = left.getAndAdd(-read);
                out.write(bytes, 0, (int) Math.min(read, may));
                if (may <= read && may < NEVER / 2) {
                    cuts.incrementAndGet();
                    return;
                }
            }
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
                // as it is meant to be
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
