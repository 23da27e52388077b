package org.openenv.coding.server.task.format;

import java.util.Locale;

/** What of a file is taken: whoever wrote it, it must not fill the memory. */
final class Bounds {

    private static final long MEMORY = Runtime.getRuntime().maxMemory();

    /** The longest line, and the most that anything packed in it unpacks to, in bytes. */
    static final int LINE = (int) Math.max(1 << 20, Math.min(256L << 20, MEMORY / 16));

    /** The most values of one JSON text: each takes some tens of bytes, however short it is written. */
    static final int VALUES = (int) Math.max(100_000, Math.min(50_000_000, MEMORY / 256));

    /** The most characters of what a client is shown of a task. */
    static final int SHOWN = 1 << 20;

    private Bounds() {}

    static String bytes(long number) {
        return String.format(Locale.ROOT, "%,d bytes", number);
    }
}
