package org.openenv.core.client;

import java.time.Duration;

/** The one connection to a session that would outlive it: the session ends when it is closed. */
record OwnedConnection(Connection connection, KeptSession session) implements Connection {

    @Override
    public void exchange(Request request) {
        connection.exchange(request);
    }

    @Override
    public boolean isAlone(Request request) {
        return connection.isAlone(request);
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public void close(String goodbye, Duration patience) {
        try {
            connection.close(goodbye, patience);
        } finally {
            session.end(patience);
        }
    }
}
