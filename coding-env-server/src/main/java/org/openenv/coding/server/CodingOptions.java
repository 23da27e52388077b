package org.openenv.coding.server;

import java.util.Map;
import org.openenv.core.server.Options;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** The options of the coding environment, from a command line or from environment variables; picocli fills the fields. */
@Command
final class CodingOptions {

    @ArgGroup(validate = false, heading = "%nPrograms%n")
    private final ProgramOptions programs = new ProgramOptions();

    @ArgGroup(validate = false, heading = "%nLimits of an episode, each also its most: a reset may ask for less%n")
    private final LimitOptions limits = new LimitOptions();

    @ArgGroup(validate = false, heading = "%nTasks, which make each step a submission%n")
    private final TaskOptions tasks = new TaskOptions();

    /**
     * Reads the options from environment variables alone.
     *
     * @throws IllegalArgumentException if one makes no sense
     */
    static CodingOptions from(Map<String, String> environment) {
        return Options.fromVariables(new CodingOptions(), environment);
    }

    /**
     * Returns the options as the provider takes them.
     *
     * @throws IllegalArgumentException if one makes no sense
     */
    CodingConfig config() {
        return new CodingConfig(
                programs.worker().withLimits(limits.limits()),
                !programs.noRewards,
                programs.details(),
                tasks.settings(),
                programs.packages);
    }
}
