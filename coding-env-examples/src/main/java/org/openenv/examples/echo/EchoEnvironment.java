package org.openenv.examples.echo;

import java.util.UUID;
import org.openenv.core.Environment;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.examples.echo.Echo.Heard;
import org.openenv.examples.echo.Echo.Say;
import org.openenv.examples.echo.Echo.Tally;

/** Says back what it is told; the longer the message, the higher the reward. */
public final class EchoEnvironment implements Environment<Say, Heard, Tally> {

    private Tally tally = new Tally(null, 0);

    /** Makes an environment. */
    public EchoEnvironment() {}

    @Override
    public StepResult<Heard> reset(ResetOptions options) {
        String asked = options.episodeId();
        tally = new Tally(asked != null ? asked : UUID.randomUUID().toString(), 0);
        return StepResult.of(new Heard(""), 0.0);
    }

    @Override
    public StepResult<Heard> step(Say action, StepOptions options) {
        tally = new Tally(tally.episodeId(), tally.stepCount() + 1);
        return StepResult.of(new Heard(action.message()), action.message().length() / 10.0);
    }

    @Override
    public Tally state() {
        return tally;
    }

    @Override
    public void close() {}
}
