package org.openenv.coding.server.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A question that takes more than one load to answer; what it finds goes to the run's results. */
@FunctionalInterface
interface Experiment {

    /** All there are, by their names on the command line. */
    Map<String, Experiment> ALL = all();

    private static Map<String, Experiment> all() {
        Map<String, Experiment> all = new LinkedHashMap<>();
        all.put("paced", new PacedExperiment());
        all.put("output", new OutputExperiment());
        all.put("mcp", new McpExperiment());
        all.put("grade", new GradeExperiment());
        all.put("cpu", new CpuExperiment());
        all.put("noisy-neighbour", new NoisyNeighbourExperiment());
        all.put("fork", new ForkExperiment());
        all.put("idle", new IdleExperiment());
        all.put("start", new StartExperiment());
        return all;
    }

    /**
     * Returns an experiment.
     *
     * @throws IllegalArgumentException if none has that name
     */
    static Experiment named(String name) {
        Experiment found = ALL.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no experiment '" + name + "'; there are " + names());
        }
        return found;
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    /** Carries it out. */
    void run(Bench bench) throws IOException, InterruptedException;
}
