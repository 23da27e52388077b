package org.openenv.coding.server.task;

import java.util.LinkedHashMap;
import java.util.Map;
import org.openenv.coding.server.task.format.Task;

/** What a client is shown of a task: never its tests, nor what would tell them. */
final class TaskView {

    private TaskView() {}

    static Map<String, Object> of(Task task, int index) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", task.id());
        view.put("split", task.split());
        view.put("index", index);
        view.put("prompt", task.prompt());
        if (task.entryPoint() != null) {
            view.put("entry_point", task.entryPoint());
        }
        if (!task.starterCode().isEmpty()) {
            view.put("starter_code", task.starterCode());
        }
        if (task.group() != null) {
            view.put("group", task.group());
        }
        if (task.difficulty() != null) {
            view.put("difficulty", task.difficulty());
        }
        if (!task.limits().isEmpty()) {
            view.put("limits", task.limits());
        }
        return view;
    }
}
