package org.openenv.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.server.CodingEnvironmentProvider;
import org.openenv.core.Environment;
import org.openenv.core.StepInput;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.spi.EnvironmentConfig;

/** The code of the page about the coding environment that puts input into a step. */
class InputPageTest {

    @Test
    void aStepIsAnsweredWhatItAsks() {
        try (var provider = new CodingEnvironmentProvider();
                var env = provider.create(EnvironmentConfig.empty())) {
            assertThat(hello(env).observation().stdout()).isEqualTo("Who? Hello Ada\n");
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the page's
    private static StepResult<CodeObservation> hello(Environment<CodeAction, CodeObservation, CodeState> env) {
        var input = new StepInput();
        var options = StepOptions.none().withInput(input).withOutput(chunk -> input.send("Ada\n"));
        return env.step(new CodeAction("print('Hello', input('Who? '))"), options);
    }
}
