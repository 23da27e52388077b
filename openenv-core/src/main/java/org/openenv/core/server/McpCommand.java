package org.openenv.core.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.openenv.core.host.HostConfig;
import org.openenv.core.server.stdio.StdioBridge;
import picocli.CommandLine.Command;

/** Speaks the Model Context Protocol over stdin and stdout, with a server of its own behind it that nobody else can use. */
@Command(
        name = "mcp",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 100,
        description = {
            "Speaks the Model Context Protocol over stdin and stdout, for agents that start their tools themselves.",
            "",
            "The server's own options stand before the command: java -jar SERVER.jar [OPTION]... mcp"
        })
final class McpCommand implements Callable<Integer> {

    private static final int TOKEN_BYTES = 32;

    /** How soon a client is found gone, or told that its call goes on. */
    private static final Duration BEAT = Duration.ofSeconds(1);

    /** How long answers that are still due keep the process when its input has ended. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ServeCommand serve;
    private final InputStream in;

    McpCommand(ServeCommand serve, InputStream in) {
        this.serve = serve;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        try (OutputStream out = takeStdout()) {
            String token = token();
            try (RunningServer server = serve.start(config -> forOne(config, token))) {
                URI mcp = server.uri().resolve("/mcp");
                new StdioBridge(mcp, token, out, server.config().limits().maxMessageBytes()).run(in, PATIENCE);
            }
        }
        return 0;
    }

    /** Whatever else prints goes to stderr: stdout is the protocol's. */
    private static OutputStream takeStdout() {
        System.setOut(System.err);
        return new FileOutputStream(FileDescriptor.out);
    }

    static HostConfig forOne(HostConfig config, String token) {
        return config.withHost("127.0.0.1")
                .withPort(0)
                .withRootPath("")
                .withTimes(times -> times.withPings(BEAT, times.pongTimeout()))
                .withAccess(access -> access.withAuthToken(token));
    }

    static String token() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
