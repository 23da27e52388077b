package org.openenv.coding.server.door;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeOutcome;
import org.openenv.coding.CodeState;
import org.openenv.coding.EndCause;
import org.openenv.coding.ProgramFailure;
import org.openenv.core.Environment;
import org.openenv.core.OpenEnvException;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.spi.DoorSessions;

/** What is run in a context, and its answer: a line of JSON for each thing that came of it. */
final class Execution {

    /** Sets variables that stand on standard input, and tells what they were; leaves no name behind. */
    private static final String SET_VARIABLES =
            "(lambda o, j, s: (lambda new: (s.stdout.write(j.dumps([(k, o.environ.get(k)) for k in new])), o.environ.update(new)))"
                    + "(j.load(s.stdin)))(__import__('os'), __import__('json'), __import__('sys')) and None";

    /** Puts back what {@link #SET_VARIABLES} told. */
    private static final String RESET_VARIABLES =
            "(lambda o, j, s: [o.environ.pop(k, None) if v is None else o.environ.__setitem__(k, v) for k, v in j.load(s.stdin)])"
                    + "(__import__('os'), __import__('json'), __import__('sys')) and None";

    /** What the code displays is told, too. */
    private static final StepOptions SHOWN = StepOptions.none().withExtra("results", true);

    private final String code;
    private final Map<String, String> variables;
    private final StringBuilder lines = new StringBuilder();
    private ObjectNode open = Body.object();

    Execution(String code, Map<String, String> variables) {
        this.code = code;
        this.variables = variables;
    }

    /** Runs it in its turn; what goes wrong is a line, for the answer may have begun. */
    String in(DoorSessions<CodeAction, CodeObservation, CodeState> sessions, Contexts.Context context) {
        try {
            StepResult<CodeObservation> result = sessions.perform(context.id(), this::run);
            line("number_of_executions")
                    .put("execution_count", context.executions().incrementAndGet());
            end();
            tell(result.observation(), CodeOutcome.of(result));
        } catch (OpenEnvException failure) {
            error(failure.code().name(), String.valueOf(failure.getMessage()), "");
        }
        line("end_of_execution");
        end();
        return lines.toString();
    }

    private StepResult<CodeObservation> run(Environment<CodeAction, CodeObservation, CodeState> environment) {
        if (variables.isEmpty()) {
            return environment.step(new CodeAction(code), SHOWN);
        }
        ObjectNode wanted = Body.object();
        variables.forEach(wanted::put);
        String before = environment
                .step(new CodeAction(SET_VARIABLES, wanted.toString()))
                .observation()
                .stdout();
        StepResult<CodeObservation> result = environment.step(new CodeAction(code), SHOWN);
        environment.step(new CodeAction(RESET_VARIABLES, before.isEmpty() ? "[]" : before));
        return result;
    }

    private ObjectNode line(String type) {
        open = Body.object().put("type", type);
        return open;
    }

    private void end() {
        lines.append(open).append('\n');
    }

    private void tell(CodeObservation seen, CodeOutcome outcome) {
        Traceback told = Traceback.in(seen.stderr(), outcome.failure().isPresent());
        stream("stdout", seen.stdout());
        stream("stderr", told.before());
        ResultLines.append(outcome, lines);
        if (outcome.failure().isPresent()) {
            ProgramFailure failure = outcome.failure().get();
            error(failure.type(), failure.message(), told.traceback());
        } else if (outcome.cause() != EndCause.EXITED) {
            error(outcome.cause().wireName(), "the code was ended: exit code " + seen.exitCode(), "");
        }
    }

    private void stream(String name, String text) {
        if (!text.isEmpty()) {
            line(name).put("text", text).put("timestamp", Instant.now().toString());
            end();
        }
    }

    private void error(String name, String value, String traceback) {
        line("error").put("name", name).put("value", value).put("traceback", traceback);
        end();
    }
}
