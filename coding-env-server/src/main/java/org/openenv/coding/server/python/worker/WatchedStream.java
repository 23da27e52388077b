package org.openenv.coding.server.python.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.openenv.core.OutputChunk;

/** One stream of a program that runs: what its file has grown by, told in whole characters. Used by one thread at a time. */
final class WatchedStream implements AutoCloseable {

    /** How much is told at once. */
    static final int PART = 64 * 1024;

    /** How much is remembered of what was told, to tell the rest of it at the end. */
    private final int kept;

    private final String name;
    private final FileChannel file;
    private final Consumer<OutputChunk> listener;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer bytes = ByteBuffer.allocate(PART);
    private final StringBuilder told = new StringBuilder();
    private long position;
    private long offset;

    WatchedStream(String name, FileChannel file, int kept, Consumer<OutputChunk> listener) {
        this.name = name;
        this.file = file;
        this.kept = kept;
        this.listener = listener;
    }

    /** Tells what has come since last time, at most a part; returns whether there may be more. */
    boolean look() throws IOException {
        int read = file.read(bytes, position);
        if (read <= 0) {
            return false;
        }
        position += read;
        boolean full = !bytes.hasRemaining();
        CharBuffer chars = CharBuffer.allocate(bytes.position());
        decoder.decode(bytes.flip(), chars, false);
        bytes.compact();
        tell(chars.flip().toString());
        return full;
    }

    private void tell(String text) {
        if (!text.isEmpty()) {
            if (told.length() <= kept) {
                told.append(text);
            }
            listener.accept(new OutputChunk(name, text, offset));
            offset += text.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    /** Tells the rest of what the program has written; nothing where that is not known whole. */
    void finish(String all) {
        if (all.length() > told.length() && all.startsWith(told.toString())) {
            String rest = all.substring(told.length());
            for (int at = 0; at < rest.length(); ) {
                int end = Math.min(rest.length(), at + PART / 3);
                end -= end < rest.length() && Character.isHighSurrogate(rest.charAt(end - 1)) ? 1 : 0;
                tell(rest.substring(at, end));
                at = end;
            }
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
