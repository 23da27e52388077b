package org.openenv.core.pool;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openenv.core.Action;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.ErrorCode;
import org.openenv.core.Observation;
import org.openenv.core.OpenEnvException;
import org.openenv.core.State;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.client.EnvClient;

/** Opens a session and has it answer once: a server without a place says so then only. */
final class FirstAnswer {

    private FirstAnswer() {}

    /**
     * Returns a session that has answered.
     *
     * @param release run once when the session is closed, or at once when there is none
     * @throws OpenEnvException why there is none
     */
    static <A extends Action, O extends Observation, S extends State> EnvClient<A, O, S> of(
            URI server, EnvironmentTypes<A, O, S> types, ClientConfig config, Deadline deadline, Runnable release) {
        Duration connect = deadline.atMost(config.connectTimeout());
        EnvClient<A, O, S> session = EnvClient.connect(server, types, config.withConnectTimeout(connect))
                .whenClosed(release);
        try {
            Duration answer = deadline.atMost(config.requestTimeout());
            var unused = session.stateAsync().get(answer.toNanos(), TimeUnit.NANOSECONDS);
            return session;
        } catch (TimeoutException late) {
            session.close(Duration.ZERO);
            throw new OpenEnvException(ErrorCode.TIMED_OUT, server + " took a connection and did not answer", late);
        } catch (InterruptedException interrupted) {
            session.close(Duration.ZERO);
            Thread.currentThread().interrupt();
            throw new OpenEnvException(ErrorCode.INTERRUPTED, "interrupted while opening a session", interrupted);
        } catch (ExecutionException failure) {
            session.close(Duration.ZERO);
            throw failure.getCause() instanceof OpenEnvException known
                    ? known
                    : new OpenEnvException(ErrorCode.INVALID_ANSWER, "no state came: " + failure.getCause(), failure);
        }
    }
}
