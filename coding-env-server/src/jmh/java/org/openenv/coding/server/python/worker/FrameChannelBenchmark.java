package org.openenv.coding.server.python.worker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One frame out and one in over a Unix socket, answered by a thread instead of a Python: the channel's own part. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class FrameChannelBenchmark {

    private static final int HEADER = 9;
    private static final int EMPTY_ANSWER = 4 + 1 + 1 + 5 * 8 + 4 * 4;

    private Path socket;
    private ServerSocketChannel listener;
    private FrameChannel channel;

    @Setup
    public void connect() throws IOException {
        socket = Files.createTempDirectory("frames").resolve("socket");
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        Thread peer = new Thread(this::answer, "peer");
        peer.setDaemon(true);
        peer.start();
        channel = new FrameChannel(new Buffers());
        channel.connect(socket);
    }

    @Benchmark
    public Object exchangesAStep() throws IOException {
        return channel.execute("print(1)", 1 << 20, 0);
    }

    private void answer() {
        try (SocketChannel worker = listener.accept()) {
            worker.write(ByteBuffer.allocate(15).putInt(11).put((byte) 0x80).putInt(0).putShort((short) 1).flip()
                    .limit(15));
            ByteBuffer request = ByteBuffer.allocateDirect(4096);
            ByteBuffer result = ByteBuffer.allocateDirect(HEADER + EMPTY_ANSWER);
            result.putInt(0, HEADER - 4 + EMPTY_ANSWER).put(4, (byte) 0x81);
            while (worker.read(request.clear()) > 0) {
                worker.write(result.putInt(5, request.getInt(5)).rewind());
            }
        } catch (IOException closed) {
            // the benchmark is over
        }
    }

    @TearDown
    public void close() throws IOException {
        channel.close();
        listener.close();
        Files.delete(socket);
        Files.delete(socket.getParent());
    }
}
