package org.openenv.coding.server.python;

import java.util.List;

/**
 * What stands between a program and the machine.
 *
 * @param rung the step of the ladder that was reached, such as {@code root}, {@code user}, {@code container} or {@code
 *     none}
 * @param guards each guard, in force or not, in a fixed order
 */
public record GuardReport(String rung, List<Guard> guards) {

    /** Copies. */
    public GuardReport {
        guards = List.copyOf(guards);
    }

    /**
     * Returns the names of the guards that are not in force.
     *
     * @return names, possibly none
     */
    public List<String> missing() {
        return guards.stream()
                .filter(guard -> !guard.inForce())
                .map(Guard::name)
                .toList();
    }
}
