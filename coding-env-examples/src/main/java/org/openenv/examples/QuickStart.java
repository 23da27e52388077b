package org.openenv.examples;

import java.io.PrintStream;
import java.util.List;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.client.CodingEnv;
import org.openenv.core.StepResult;
import org.openenv.core.host.EnvironmentHost;
import org.openenv.core.host.HostConfig;

/**
 * Three Python programs in one episode, over a real WebSocket.
 *
 * <p>With a server's URL it talks to that server; without, it starts one of its own on a free port. Ends with 1 if a
 * program or the server failed.
 */
public final class QuickStart {

    private static final List<String> PROGRAMS =
            List.of("print('Hello, World!')", "x = 5 + 3\nprint(f'Result: {x}')", "import math\nprint(math.pi)");

    private QuickStart() {}

    /**
     * Runs the example.
     *
     * @param args a server's URL, or nothing
     */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            if (args.length > 0) {
                return episode(args[0], out);
            }
            var config = HostConfig.defaults().withPort(0).withDefaultEnvironment("coding_env");
            try (EnvironmentHost host = EnvironmentHost.start(config)) {
                return episode(host.uri().toString(), out);
            }
        } catch (RuntimeException failure) {
            err.println("QuickStart: " + failure.getMessage());
            return 1;
        }
    }

    private static int episode(String server, PrintStream out) {
        out.println("An episode at " + server);
        try (CodingEnv env = CodingEnv.connect(server)) {
            return episode(env, out);
        }
    }

    /** Runs the programs in an episode of an environment, and returns 0 if each went well. */
    static int episode(CodingEnv env, PrintStream out) {
        int failed = 0;
        env.reset();
        for (String program : PROGRAMS) {
            StepResult<CodeObservation> result = env.run(program);
            CodeObservation seen = result.observation();
            out.println();
            out.println(program.indent(4).stripTrailing().replaceAll("(?m)^ {3}", ">>>"));
            out.print(seen.stdout() + seen.stderr());
            out.println("exit code " + seen.exitCode() + ", reward " + result.reward());
            failed |= seen.exitCode();
        }
        return failed == 0 ? 0 : 1;
    }
}
