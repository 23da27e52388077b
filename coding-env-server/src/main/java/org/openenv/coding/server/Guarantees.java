package org.openenv.coding.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.openenv.coding.server.python.Guard;
import org.openenv.coding.server.python.GuardReport;

/** OpenEnv's four guarantees about what runs in an environment (RFC 009), derived from the guards that are in force. */
final class Guarantees {

    /** Each guarantee, and the combinations of guards that give it, the strongest first. */
    private static final Map<String, List<List<String>>> GIVEN_BY = new LinkedHashMap<>();

    static {
        GIVEN_BY.put("asset_isolation", List.of(List.of("own-root"), List.of("landlock")));
        GIVEN_BY.put("egress_control", List.of(List.of("no-network")));
        GIVEN_BY.put("privilege_drop", List.of(List.of("no-capabilities", "no-new-privileges")));
        GIVEN_BY.put(
                "control_plane_isolation",
                List.of(
                        List.of("own-pid-namespace", "no-network", "clean-process"),
                        List.of("own-uid", "no-network", "clean-process")));
    }

    private Guarantees() {}

    /** Whether each is given and by which guards, or which are missing for it. */
    static Map<String, Object> of(GuardReport report) {
        List<String> inForce =
                report.guards().stream().filter(Guard::inForce).map(Guard::name).toList();
        Map<String, Object> all = new LinkedHashMap<>();
        GIVEN_BY.forEach((name, ways) -> all.put(name, one(ways, inForce)));
        return all;
    }

    private static Map<String, Object> one(List<List<String>> ways, List<String> inForce) {
        Optional<List<String>> given =
                ways.stream().filter(inForce::containsAll).findFirst();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("given", given.isPresent());
        if (given.isPresent()) {
            fields.put("by", given.get());
        } else {
            TreeSet<String> missing = new TreeSet<>(ways.get(0));
            inForce.forEach(missing::remove);
            fields.put("missing", List.copyOf(missing));
        }
        return fields;
    }
}
