package org.openenv.core.client;

import org.jspecify.annotations.Nullable;

/** Puts a message together that comes in parts, as long as it is not too large. On the thread that receives. */
final class IncomingText {

    private final int most;
    private final StringBuilder partial = new StringBuilder();
    private long received;

    IncomingText(int most) {
        this.most = most;
    }

    /** Takes a part; returns whether the message is still small enough. */
    boolean take(CharSequence part) {
        received += bytes(part);
        return received <= most;
    }

    /** Returns the whole message with the last of its parts, {@code null} before that. */
    @Nullable
    String whole(CharSequence part, boolean last) {
        if (last && partial.length() == 0) {
            received = 0;
            return part.toString();
        }
        partial.append(part);
        if (!last) {
            return null;
        }
        String message = partial.toString();
        received = 0;
        partial.setLength(0);
        partial.trimToSize();
        return message;
    }

    /** How many bytes a text takes as UTF-8. */
    private static int bytes(CharSequence text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
