package org.openenv.core.container;

import java.net.URI;
import java.util.Collection;
import java.util.List;

/**
 * Several servers of one environment, whose addresses may change over time: what a pool spreads its episodes over.
 * Implementations are safe for use by several threads.
 */
public interface ServerGroup extends AutoCloseable {

    /**
     * Returns where servers are now. Called often, and answers without waiting for long.
     *
     * @return addresses such as {@code http://127.0.0.1:49153}, in any order, each once, possibly none
     * @throws ContainerException if they can't be had; asked again later
     */
    List<URI> servers();

    /**
     * Says that a server does not answer any more. A group that can replace it starts to do so, without waiting.
     *
     * @param server one that {@link #servers} named
     * @param why what was seen
     */
    default void lost(URI server, String why) {}

    /** Stops what the group has started. Closing twice is no error. */
    @Override
    void close();

    /**
     * Returns a group of servers that somebody else runs; closing it stops none of them.
     *
     * @param servers their addresses
     * @return the group
     */
    static ServerGroup of(Collection<URI> servers) {
        List<URI> fixed = List.copyOf(servers);
        return new ServerGroup() {
            @Override
            public List<URI> servers() {
                return fixed;
            }

            @Override
            public void close() {}
        };
    }
}
