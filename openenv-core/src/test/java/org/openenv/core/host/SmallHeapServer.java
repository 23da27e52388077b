package org.openenv.core.host;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.openenv.core.testing.FakeEnvironment;

/** A process that serves two environments until its standard input ends; it says where on its standard output. */
final class SmallHeapServer {

    private SmallHeapServer() {}

    public static void main(String[] args) throws IOException {
        HostConfig config = HostConfig.defaults()
                .withPort(0)
                .withLimits(limits -> limits.withMaxSessions(80).withMaxConnectionsPerAddress(120));
        try (EnvironmentHost host = EnvironmentHost.start(
                config, List.of(new FakeEnvironment.Provider(), new UnrulyEnvironment.Provider()))) {
            System.out.println(host.uri());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
