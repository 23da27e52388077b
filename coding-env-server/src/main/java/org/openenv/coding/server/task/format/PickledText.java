package org.openenv.coding.server.task.format;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A text as LiveCodeBench packs it: pickled, deflated, in base64. The pickle is not carried out: the few instructions by which
 * Python writes one text are read, and any other is refused.
 */
final class PickledText {

    private static final byte PROTO = (byte) 0x80;
    private static final byte FRAME = (byte) 0x95;
    private static final byte SHORT_TEXT = (byte) 0x8c;
    private static final byte TEXT = 'X';
    private static final byte LONG_TEXT = (byte) 0x8d;
    private static final byte MEMOIZE = (byte) 0x94;
    private static final byte PUT = 'q';
    private static final byte LONG_PUT = 'r';
    private static final byte STOP = '.';

    private PickledText() {}

    /**
     * Unpacks a text.
     *
     * @throws IllegalArgumentException if it is packed otherwise, or unpacks to too much
     */
    static String read(String packed) {
        return read(packed, Bounds.LINE);
    }

    static String read(String packed, int most) {
        byte[] pickle = inflate(Base64.getMimeDecoder().decode(packed.getBytes(StandardCharsets.ISO_8859_1)), most);
        try {
            return text(ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN));
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("is a pickle that ends in the middle", e);
        }
    }

    private static byte[] inflate(byte[] deflated, int most) {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            var out = new ByteArrayOutputStream();
            byte[] part = new byte[1 << 16];
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                if (out.size() + read > most) {
                    throw new IllegalArgumentException("unpacks to more than " + Bounds.bytes(most));
                }
                out.write(part, 0, read);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalArgumentException("is not deflated: " + e.getMessage(), e);
        }
    }

    private static String text(ByteBuffer pickle) {
        @Nullable String text = null;
        while (true) {
            byte instruction = pickle.get();
            switch (instruction) {
                case PROTO, PUT -> pickle.get();
                case FRAME -> pickle.getLong();
                case MEMOIZE -> {}
                case LONG_PUT -> pickle.getInt();
                case SHORT_TEXT -> text = only(text, pickle, pickle.get() & 0xff);
                case TEXT -> text = only(text, pickle, pickle.getInt());
                case LONG_TEXT -> text = only(text, pickle, pickle.getLong());
                case STOP -> {
                    if (text == null || pickle.hasRemaining()) {
                        throw new IllegalArgumentException("is a pickle of something else than one text");
                    }
                    return text;
                }
                default ->
                    throw new IllegalArgumentException(String.format(
                            "is a pickle of something else than one text (instruction 0x%02x), which is not carried out",
                            instruction));
            }
        }
    }

    private static String only(@Nullable String before, ByteBuffer pickle, long length) {
        if (before != null) {
            throw new IllegalArgumentException("is a pickle of something else than one text");
        }
        if (length < 0 || length > pickle.remaining()) {
            throw new IllegalArgumentException("is a pickle that ends in the middle");
        }
        byte[] text = new byte[(int) length];
        pickle.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
