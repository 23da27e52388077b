package org.openenv.coding.server.python.worker;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.ProgramOption;
import org.openenv.core.HostFunctions;

/**
 * Frames to and from one worker: {@code u32 length | u8 type | u32 seq | payload}, one out, one in.
 *
 * <p>The worker is hostile until shown otherwise: lengths are checked before anything is allocated, and what does not
 * match the request, or comes without one, is a {@link ProtocolViolation}. Request numbers are random, so that an answer
 * written before the request can't match. Used by one thread at a time; {@link #close} by any.
 */
final class FrameChannel implements AutoCloseable {

    private static final int HELLO = 0x80;
    private static final int EXEC = 0x01;
    private static final int RESULT = 0x81;
    private static final int SETUP = 0x02;
    private static final int READY = 0x82;
    private static final int FILES = 0x03;
    private static final int FILES_ANSWER = 0x83;
    static final int INPUT = 0x04;
    private static final int END = 0x05;
    static final int ANSWER = 0x06;
    private static final int TAKEN = 0x84;
    private static final int CALL = 0x85;
    private static final int DROPPED = 0x86;

    /** What a call may hold: its arguments, and its name. */
    private static final int MOST_CALL = HostFunctions.MOST_ARGUMENTS + 1024;

    private static final int VERSION = 3;

    /** Random bytes that a worker's generators began with. */
    private static final int RANDOM = 16;

    /** What a worker may tell of what it holds. */
    private static final int MOST_TOLD = 256 * 1024;

    /** Flags of a request to run a program, as runner.py has them. */
    private static final int ECHO = 1;

    private static final int SCRIPT = 2;
    private static final int STDIN = 4;
    private static final int RICH = 8;
    private static final int SVG = 16;
    private static final int CELL = 32;
    private static final int LIVE = 64;
    private static final int TALK = 128;
    private static final int INTERACTIVE = 256;

    private static final int HEADER = 9;
    /** What an answer may hold besides the output: value, error and their encoding. */
    private static final int SLACK = 512 * 1024;

    private final SocketChannel channel;
    private final Buffers buffers;

    FrameChannel(Buffers buffers) throws IOException {
        this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        this.buffers = buffers;
    }

    /**
     * What a worker says of itself, before any program of a stranger's has run in it.
     *
     * @param id the session's number
     * @param random what its random numbers began with, in hexadecimal digits
     */
    record Hello(int id, String random) {}

    /** Connects and returns what the worker says of itself. */
    Hello connect(Path socket) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(socket));
        var buffer = buffers.borrow();
        try {
            var payload = receive(buffer, HELLO, 0, 6 + RANDOM);
            if (payload.remaining() != 6 + RANDOM || payload.getShort() != VERSION) {
                throw new ProtocolViolation("a hello that is none");
            }
            int id = payload.getInt();
            byte[] random = new byte[RANDOM];
            payload.get(random);
            return new Hello(id, HexFormat.of().formatHex(random));
        } finally {
            buffers.giveBack(buffer);
        }
    }

    /** Has a program run and returns the answer. */
    Answer execute(Program program, int keep, boolean echo) throws IOException {
        var buffer = buffers.borrow();
        try {
            int flags = flags(program, echo);
            int seq = ask(buffer, program, keep, flags);
            return answer(receive(buffer, RESULT, seq, most(keep, flags)), flags);
        } finally {
            buffers.giveBack(buffer);
        }
    }

    /** Has a program run that is talked to meanwhile, and returns the answer. */
    Answer execute(Program program, int keep, boolean echo, Conversation conversation) throws IOException {
        var buffer = buffers.borrow();
        try {
            int flags = flags(program, echo) | TALK;
            int seq = ask(buffer, program, keep, flags);
            Answer answer;
            try (conversation) {
                conversation.begin((type, payload) -> writeAll(frame(type, seq, payload)));
                answer = answer(listen(buffer, seq, most(keep, flags), conversation), flags);
            }
            writeAll(frame(END, seq, new byte[0]));
            return answer;
        } finally {
            buffers.giveBack(buffer);
        }
    }

    /** Sends the request to run a program. */
    private int ask(ByteBuffer buffer, Program program, int keep, int flags) throws IOException {
        byte[] text = program.code().getBytes(StandardCharsets.UTF_8);
        byte[] stdin = program.stdin() == null ? null : program.stdin().getBytes(StandardCharsets.UTF_8);
        int seq = start(buffer, EXEC, Math.addExact(6 + text.length, stdin == null ? 0 : 4 + stdin.length));
        buffer.putInt(keep).putShort((short) flags);
        if (stdin == null) {
            send(buffer, text);
        } else {
            buffer.putInt(text.length);
            send(buffer, text, stdin);
        }
        return seq;
    }

    private static int flags(Program program, boolean echo) {
        return (echo ? ECHO : 0)
                | (program.asScript() ? SCRIPT : 0)
                | (program.stdin() == null ? 0 : STDIN)
                | options(program);
    }

    private static int most(int keep, int flags) {
        long most = 2L * (keep + 64L) + SLACK + ((flags & RICH) == 0 ? 0 : ShownReader.MOST_BYTES);
        return (int) Math.min(most, Integer.MAX_VALUE - 64);
    }

    private static Answer answer(ByteBuffer payload, int flags) throws ProtocolViolation {
        var answer = Answer.parse(payload);
        if ((flags & RICH) == 0 && !answer.shown().isEmpty()) {
            throw new ProtocolViolation("results that nobody asked for");
        }
        return answer;
    }

    /** Reads what a program that runs says, until it has ended; returns the payload of its answer. */
    private ByteBuffer listen(ByteBuffer buffer, int seq, int most, Conversation conversation) throws IOException {
        while (true) {
            buffer.clear().limit(HEADER);
            readFully(buffer);
            long length = (buffer.getInt(0) & 0xffffffffL) - (HEADER - 4);
            int type = buffer.get(4) & 0xff;
            if (length < 0 || length > (type == RESULT ? most : MOST_CALL) || buffer.getInt(5) != seq) {
                throw new ProtocolViolation("a message that nobody asked for");
            }
            ByteBuffer payload = length <= buffer.capacity()
                    ? buffer.clear().limit((int) length)
                    : ByteBuffer.allocate((int) length);
            readFully(payload).flip();
            switch (type) {
                case RESULT -> {
                    return payload;
                }
                case TAKEN -> conversation.taken();
                case CALL -> conversation.called(payload);
                case DROPPED -> conversation.dropped(payload);
                default -> throw new ProtocolViolation("a message of the unknown type " + type);
            }
        }
    }

    private ByteBuffer readFully(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            readSome(buffer);
        }
        return buffer;
    }

    private static ByteBuffer frame(int type, int seq, byte[] payload) {
        return ByteBuffer.allocate(HEADER + payload.length)
                .putInt(payload.length + HEADER - 4)
                .put((byte) type)
                .putInt(seq)
                .put(payload)
                .flip();
    }

    /** Has something done with the episode's files; returns the answer, at most so many bytes. */
    byte[] files(FileRequest request, int most) throws IOException {
        var buffer = buffers.borrow();
        try {
            byte[] head = request.head();
            int seq = start(buffer, FILES, head.length + request.length());
            send(buffer, head);
            if (request.length() > 0) {
                writeAll(ByteBuffer.wrap(request.data(), request.offset(), request.length()));
            }
            var payload = receive(buffer, FILES_ANSWER, seq, most);
            byte[] answer = new byte[payload.remaining()];
            payload.get(answer);
            return answer;
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private static int options(Program program) {
        int flags = 0;
        for (ProgramOption option : program.options()) {
            flags |= switch (option) {
                case RESULTS -> RICH;
                case SVG -> SVG;
                case NOTEBOOK -> CELL;
                case WATCHED -> LIVE;
                case INTERACTIVE -> INTERACTIVE;
                case KEEPS_FILES -> 0; // of the worker's no concern
            };
        }
        return flags;
    }

    /** Prepares the session before its first program. */
    void setUp(byte[] json) throws IOException {
        ask(json, 0);
    }

    /** Has the worker tell something of itself. */
    byte[] ask(byte[] json) throws IOException {
        return ask(json, MOST_TOLD);
    }

    private byte[] ask(byte[] json, int most) throws IOException {
        var buffer = buffers.borrow();
        try {
            int seq = start(buffer, SETUP, json.length);
            send(buffer, json);
            var told = receive(buffer, READY, seq, most);
            byte[] bytes = new byte[told.remaining()];
            told.get(bytes);
            return bytes;
        } finally {
            buffers.giveBack(buffer);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int start(ByteBuffer buffer, int type, int payload) {
        int seq = ThreadLocalRandom.current().nextInt();
        buffer.clear();
        buffer.putInt(payload + HEADER - 4).put((byte) type).putInt(seq);
        return seq;
    }

    private void send(ByteBuffer buffer, byte[]... rest) throws IOException {
        for (byte[] part : rest) {
            if (part.length <= buffer.remaining()) {
                buffer.put(part);
            } else {
                writeAll(buffer.flip());
                buffer.clear();
                writeAll(ByteBuffer.wrap(part));
            }
        }
        writeAll(buffer.flip());
    }

    private void writeAll(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            channel.write(data);
        }
    }

    /** Reads one frame of the type and seq given, with at most so many bytes of payload, and nothing behind it. */
    private ByteBuffer receive(ByteBuffer buffer, int type, int seq, int most) throws IOException {
        buffer.clear();
        while (buffer.position() < HEADER) {
            readSome(buffer);
        }
        long length = (buffer.getInt(0) & 0xffffffffL) - (HEADER - 4);
        if (length < 0 || length > most || (buffer.get(4) & 0xff) != type || buffer.getInt(5) != seq) {
            throw new ProtocolViolation("a frame that answers nothing");
        }
        int size = HEADER + (int) length;
        var whole = buffer;
        if (size > buffer.capacity()) {
            whole = ByteBuffer.allocate(size).put(buffer.flip());
        }
        while (whole.position() < size) {
            readSome(whole);
        }
        if (whole.position() > size) {
            throw new ProtocolViolation("more than an answer");
        }
        return whole.flip().position(HEADER);
    }

    private void readSome(ByteBuffer buffer) throws IOException {
        if (channel.read(buffer) < 0) {
            throw new EOFException("the worker has gone");
        }
    }
}
