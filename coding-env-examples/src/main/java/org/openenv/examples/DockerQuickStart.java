package org.openenv.examples;

import java.io.PrintStream;
import org.openenv.coding.client.CodingEnv;

/**
 * Three Python programs in one episode, in a container that is started for them and removed after them.
 *
 * <p>Argument: the image (coding-env:latest), which must have been built. Ends with 1 if a program or Docker failed.
 */
public final class DockerQuickStart {

    private DockerQuickStart() {}

    /**
     * Runs the example.
     *
     * @param args the image's name, or nothing
     */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        String image = args.length > 0 ? args[0] : "coding-env:latest";
        try (CodingEnv env = CodingEnv.fromDockerImage(image)) {
            out.println("An episode in a container of " + image);
            return QuickStart.episode(env, out);
        } catch (RuntimeException failure) {
            err.println("DockerQuickStart: " + failure.getMessage());
            return 1;
        }
    }
}
