package org.openenv.coding.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openenv.core.OpenEnvException;
import org.openenv.core.Workspace;

/** Which files a step has made, written to and deleted: two looks at the workspace, compared. */
final class FilesChanged {

    private static final int MOST_TOLD = 1000;
    private static final List<String> PLACES = List.of("", "/tmp");

    private final Map<String, String> versions = new LinkedHashMap<>();
    private boolean whole = true;

    private FilesChanged() {}

    /** Looks at what is there now. */
    static FilesChanged look(Workspace files) {
        FilesChanged seen = new FilesChanged();
        for (String place : PLACES) {
            try {
                Workspace.Listing listing = files.list(place, true, Workspace.MOST_LISTED);
                seen.whole &= !listing.truncated();
                for (Workspace.Info info : listing.files()) {
                    if (info.kind() == Workspace.Kind.FILE) {
                        seen.versions.put(info.path(), info.version());
                    }
                }
            } catch (OpenEnvException unreadable) { // a program can see to that for its own files
                seen.whole = false;
            }
        }
        return seen;
    }

    /** What is told of the way from there to here; empty where nothing has changed. */
    static Map<String, Object> between(FilesChanged before, FilesChanged after) {
        List<String> created = new ArrayList<>();
        List<String> modified = new ArrayList<>();
        after.versions.forEach((path, version) -> {
            String old = before.versions.get(path);
            if (!version.equals(old)) {
                (old == null ? created : modified).add(path);
            }
        });
        List<String> deleted = before.versions.keySet().stream()
                .filter(path -> !after.versions.containsKey(path))
                .toList();
        Map<String, Object> changes = new LinkedHashMap<>();
        boolean whole = before.whole && after.whole;
        whole = put(changes, "created", created) && whole;
        whole = put(changes, "modified", modified) && whole;
        whole = put(changes, "deleted", deleted) && whole;
        if (!whole) {
            changes.put("truncated", true);
        }
        return changes;
    }

    private static boolean put(Map<String, Object> changes, String name, List<String> paths) {
        if (!paths.isEmpty()) {
            changes.put(name, List.copyOf(paths.subList(0, Math.min(paths.size(), MOST_TOLD))));
        }
        return paths.size() <= MOST_TOLD;
    }
}
