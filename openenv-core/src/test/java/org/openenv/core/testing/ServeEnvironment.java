package org.openenv.core.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openenv.core.spi.EnvironmentProvider;

/**
 * Gives each test of a class a host that serves an environment on a free port, and a client connected to it:
 *
 * <pre>{@code
 * @ServeEnvironment(EchoEnvironmentProvider.class)
 * class MyAgentTest {
 *
 *     @Test
 *     void echoes(EnvClient<Say, Heard, Tally> client) {
 *         assertThat(client.step(new Say("hi")).observation().message()).isEqualTo("hi");
 *     }
 * }
 * }</pre>
 *
 * <p>A test may ask for the client, the {@link org.openenv.core.host.EnvironmentHost}, the {@link HostedEnvironment} or the
 * provider as parameters, or for the environment's own client, such as a {@code CodingEnv}: any {@code Environment} with a
 * {@code public static} method {@code connect(URI)} that gives one. Each is made for one test and closed after it. A test that leaves a session of its own open, or
 * a process that was started meanwhile, fails for it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(ServeEnvironmentExtension.class)
public @interface ServeEnvironment {

    /**
     * Returns whose environments to serve.
     *
     * @return a class with a constructor without arguments
     */
    Class<? extends EnvironmentProvider<?, ?, ?>> value();

    /**
     * Returns how many sessions the host takes at once.
     *
     * @return one or more
     */
    int maxSessions() default 64;
}
