package org.openenv.examples.echo;

import org.openenv.core.Environment;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.examples.echo.Echo.Heard;
import org.openenv.examples.echo.Echo.Say;
import org.openenv.examples.echo.Echo.Tally;

/** Offers the echo environment to a host, which finds it through {@code META-INF/services}. */
public final class EchoEnvironmentProvider implements EnvironmentProvider<Say, Heard, Tally> {

    /** Makes a provider. */
    public EchoEnvironmentProvider() {}

    @Override
    public EnvironmentMetadata metadata() {
        return EnvironmentMetadata.of("echo_env", "Says back what it is told.", "1.0.0");
    }

    @Override
    public EnvironmentTypes<Say, Heard, Tally> types() {
        return Echo.TYPES;
    }

    @Override
    public Environment<Say, Heard, Tally> create(EnvironmentConfig config) {
        return new EchoEnvironment();
    }
}
