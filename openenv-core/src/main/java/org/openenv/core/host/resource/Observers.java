package org.openenv.core.host.resource;

import java.util.List;
import java.util.function.Consumer;
import org.openenv.core.host.HostObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every observer, and keeps what they throw away from those who tell. */
public final class Observers {

    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    private final List<HostObserver> all;

    public Observers(List<HostObserver> all) {
        this.all = List.copyOf(all);
    }

    /** Whether nobody listens, so that nothing need be collected. */
    public boolean none() {
        return all.isEmpty();
    }

    public void tell(Consumer<HostObserver> event) {
        for (HostObserver observer : all) {
            try {
                event.accept(observer);
            } catch (Throwable failure) {
                LOG.warn("the observer {} failed", observer.getClass().getName(), failure);
            }
        }
    }
}
