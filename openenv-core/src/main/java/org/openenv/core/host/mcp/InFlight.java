package org.openenv.core.host.mcp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The calls that have no answer yet, by session and id, so that a notification can cancel one. */
final class InFlight {

    private record Key(String session, @Nullable Object id) {}

    /** One of them. */
    static final class Entry {

        private @Nullable Runnable cancelling;
        private boolean cancelled;

        /** Says how it is cancelled, which is done at once if that was asked for before. */
        void cancelBy(Runnable how) {
            synchronized (this) {
                cancelling = how;
                if (!cancelled) {
                    return;
                }
            }
            how.run();
        }

        void cancel() {
            Runnable how;
            synchronized (this) {
                cancelled = true;
                how = cancelling;
            }
            if (how != null) {
                how.run();
            }
        }
    }

    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

    Entry begin(String session, @Nullable Object id) {
        Entry entry = new Entry();
        entries.put(new Key(session, id), entry);
        return entry;
    }

    void end(String session, @Nullable Object id, Entry entry) {
        entries.remove(new Key(session, id), entry);
    }

    void cancel(String session, @Nullable Object id) {
        Entry entry = entries.get(new Key(session, id));
        if (entry != null) {
            entry.cancel();
        }
    }
}
