package org.openenv.coding.server.door;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeState;
import org.openenv.coding.server.grading.GradeDoor;
import org.openenv.coding.server.grading.Grader;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.PythonExecutor;
import org.openenv.core.spi.Door;
import org.openenv.core.spi.DoorAnswer;

/** The doors of the coding environment: judging, and those that graders and agents know from elsewhere. Safe for use by several threads. */
public final class CodingDoors {

    private final GradeDoor grade;
    private final RunCodeDoor runCode;
    private final ContextDoors contexts = new ContextDoors();

    /**
     * Makes them.
     *
     * @param executor opens the processes; asked for at the first request
     * @param most what a process may use at most; asked for at the first request
     * @param grader judges; asked for at the first request
     */
    public CodingDoors(Supplier<PythonExecutor> executor, Supplier<ExecutionLimits> most, Supplier<Grader> grader) {
        this.grade = new GradeDoor(grader);
        this.runCode = new RunCodeDoor(executor, most);
    }

    /**
     * Returns the doors.
     *
     * @return the same at every call
     */
    public List<Door<CodeAction, CodeObservation, CodeState>> list() {
        List<Door<CodeAction, CodeObservation, CodeState>> doors = new ArrayList<>();
        doors.add(Door.<CodeAction, CodeObservation, CodeState>of(
                        "POST",
                        "/grade",
                        "Puts a program to tests and answers a verdict.",
                        (request, sessions) -> DoorAnswer.json(grade.answer(request.body())))
                .withSchemas(DoorSchemas.of("grade-request"), DoorSchemas.of("grade-answer"))
                .asMessage());
        doors.add(Door.<CodeAction, CodeObservation, CodeState>of(
                        "POST",
                        "/run_code",
                        "Runs a script as SandboxFusion does.",
                        (request, sessions) -> runCode.answer(request))
                .withSchemas(DoorSchemas.of("run-code-request"), DoorSchemas.of("run-code-answer")));
        doors.addAll(contexts.list());
        return List.copyOf(doors);
    }
}
