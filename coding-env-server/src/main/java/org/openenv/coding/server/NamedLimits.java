package org.openenv.coding.server;

import java.util.List;
import java.util.Map;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.task.TaskLimits;
import org.openenv.core.OpenEnvException;

/** The limits of tasks, named as a reset names them. */
record NamedLimits(ExecutionLimits maximum) implements TaskLimits {

    @Override
    public ExecutionLimits of(Map<String, Object> named) {
        return LimitOverrides.of(new Extras(named), maximum).limits();
    }

    @Override
    public void check(Map<String, Object> named) {
        Extras extras = new Extras(named);
        try {
            LimitOverrides.of(extras, maximum);
        } catch (OpenEnvException senseless) {
            throw new IllegalArgumentException("limits: " + senseless.getMessage(), senseless);
        }
        List<String> unknown = extras.ignored();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("there are no limits " + unknown);
        }
    }
}
