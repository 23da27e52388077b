package org.openenv.examples;

import java.io.PrintStream;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.server.CodingEnvironmentProvider;
import org.openenv.core.StepResult;
import org.openenv.core.spi.EnvironmentConfig;

/** The coding environment without a server: a Python process that this program drives itself. */
public final class InProcess {

    private InProcess() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        System.exit(run(System.out, System.err));
    }

    static int run(PrintStream out, PrintStream err) {
        try (var provider = new CodingEnvironmentProvider();
                var env = provider.create(EnvironmentConfig.empty())) {
            env.reset();
            env.step(new CodeAction("words = ['to', 'be', 'or', 'not', 'to', 'be']"));
            StepResult<CodeObservation> result = env.step(new CodeAction("print(len(set(words)), 'different words')"));
            out.print(result.observation().stdout());
            out.println("reward " + result.reward() + ", " + env.state().stepCount() + " steps");
            return result.observation().exitCode();
        } catch (RuntimeException failure) {
            err.println("InProcess: " + failure.getMessage());
            return 1;
        }
    }
}
