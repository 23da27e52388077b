package org.openenv.coding.client;

import java.util.concurrent.CountDownLatch;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.CodingTypes;
import org.openenv.core.Environment;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;

/** A coding environment without Python: the output of a program is its text. */
final class Parrot implements EnvironmentProvider<CodeAction, CodeObservation, CodeState> {

    /** The program that runs until {@link #closed} opens. */
    static final String HANG = "hang";

    final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public EnvironmentMetadata metadata() {
        return EnvironmentMetadata.of("parrot", "Repeats programs.", "1");
    }

    @Override
    public EnvironmentTypes<CodeAction, CodeObservation, CodeState> types() {
        return CodingTypes.TYPES;
    }

    @Override
    public Environment<CodeAction, CodeObservation, CodeState> create(EnvironmentConfig config) {
        return new Session();
    }

    private final class Session implements Environment<CodeAction, CodeObservation, CodeState> {

        private CodeState state = new CodeState(null, 0, 0);

        @Override
        public StepResult<CodeObservation> reset(ResetOptions options) {
            state = new CodeState(options.episodeId(), 0, 0);
            return StepResult.of(CodeObservation.empty(), 0.0);
        }

        @Override
        public StepResult<CodeObservation> step(CodeAction action, StepOptions options) {
            if (action.code().equals(HANG)) {
                hang();
            }
            state = new CodeState(state.episodeId(), state.stepCount() + 1, 3);
            String timeout = options.timeout() == null ? "" : options.timeout().toString();
            return StepResult.of(new CodeObservation(action.code(), timeout, 3), 0.5)
                    .withMetadata("cause", "exited");
        }

        private void hang() {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public CodeState state() {
            return state;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
