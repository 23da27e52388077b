package org.openenv.examples.farm;

import org.openenv.core.Environment;
import org.openenv.core.EnvironmentMetadata;
import org.openenv.core.EnvironmentTypes;
import org.openenv.core.spi.EnvironmentConfig;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.examples.farm.Farm.Books;
import org.openenv.examples.farm.Farm.Job;
import org.openenv.examples.farm.Farm.Report;

/** Offers the farm to a host; its environments share the machines. */
public final class FarmEnvironmentProvider implements EnvironmentProvider<Job, Report, Books> {

    private final Machines machines = new Machines();

    /** Makes a provider. */
    public FarmEnvironmentProvider() {}

    @Override
    public EnvironmentMetadata metadata() {
        return EnvironmentMetadata.of("farm_env", "Runs jobs that take their time.", "1.0.0");
    }

    @Override
    public EnvironmentTypes<Job, Report, Books> types() {
        return Farm.TYPES;
    }

    @Override
    public Environment<Job, Report, Books> create(EnvironmentConfig config) {
        return new FarmEnvironment(machines);
    }

    @Override
    public void close() {
        machines.close();
    }

    /** How many jobs run now, in all environments. */
    int running() {
        return machines.running();
    }
}
