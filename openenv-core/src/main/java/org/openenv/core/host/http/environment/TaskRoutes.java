package org.openenv.core.host.http.environment;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;
import org.openenv.core.host.http.environment.TaskAnswers.Asked;
import org.openenv.core.host.http.exchange.HttpAnswer;
import org.openenv.core.host.http.exchange.RequestBody;
import org.openenv.core.host.http.exchange.Route;
import org.openenv.core.host.session.HostContext;
import org.openenv.core.host.session.ServedEnvironment;
import org.openenv.core.spi.EnvironmentProvider;
import org.openenv.core.wire.OpenApi.Operation;
import org.openenv.core.wire.TaskRequest;
import org.openenv.core.wire.TaskRequest.Subject;
import org.openenv.core.wire.WireCodec;

/** The tasks of environments, listed without an episode: each environment under its own name. */
public final class TaskRoutes {

    private static final int AT_ONCE = 2;
    private static final int PATIENCE_SECONDS = 10;

    private final HostContext context;
    private final Collection<ServedEnvironment<?, ?, ?>> environments;

    /** What an answer takes until it is sent is bounded for each, so their number is bounded for all. */
    private final Semaphore answering = new Semaphore(AT_ONCE, true);

    /**
     * Makes the routes.
     *
     * @param environments whose tasks they tell, the first the default
     */
    public TaskRoutes(HostContext context, Collection<ServedEnvironment<?, ?, ?>> environments) {
        this.context = context;
        this.environments = environments;
    }

    /** The routes. */
    public List<Route> list() {
        return List.of(
                Route.of(
                        Route.get("/list_environments", "Lists the environments' names.", "EnvironmentNames"),
                        (exchange, id) -> HttpAnswer.json(
                                exchange,
                                StatusCodes.OK,
                                WireCodec.writeValue(environments.stream()
                                        .map(ServedEnvironment::name)
                                        .toList()))),
                Route.of(
                        new Operation(
                                "GET",
                                "/{id}/splits",
                                "Lists the parts its tasks are in.",
                                null,
                                200,
                                "TaskSplits",
                                List.of(404, 501)),
                        (exchange, name) -> HttpAnswer.offTheIoThread(
                                exchange,
                                context,
                                () -> send(
                                        exchange,
                                        () -> answers("list_splits", name).splits()))),
                post("tasks", "Lists the tasks of a split.", "list_tasks", Subject.SPLIT, TaskAnswers::all),
                post("num_tasks", "Counts the tasks of a split.", "num_tasks", Subject.SPLIT, TaskAnswers::count),
                post("task", "Shows a task.", "get_task", Subject.TASK, TaskAnswers::one),
                post(
                        "task_range",
                        "Shows tasks one after another.",
                        "get_task_range",
                        Subject.RANGE,
                        TaskAnswers::some));
    }

    /** What a request is answered with. */
    @FunctionalInterface
    private interface Answer {
        Map<String, Object> of(TaskAnswers answers, TaskRequest request);
    }

    private Route post(String path, String summary, String method, Subject subject, Answer answer) {
        String request = switch (subject) {
            case SPLIT -> "TaskSplitRequest";
            case TASK -> "TaskRequest";
            case RANGE -> "TaskRangeRequest";
        };
        return Route.of(
                new Operation(
                        "POST", "/{id}/" + path, summary, request, 200, "TaskAnswer", List.of(400, 404, 422, 500, 501)),
                (exchange, name) -> RequestBody.receive(
                        exchange,
                        context,
                        (body, room) -> HttpAnswer.later(exchange, context, () -> {
                            try {
                                String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
                                TaskRequest asked = TaskRequest.read(subject, body, type);
                                send(exchange, () -> answer.of(answers(method, name), asked));
                            } finally {
                                if (room != null) {
                                    room.close();
                                }
                            }
                        })));
    }

    /** The tasks of an environment, its name in any case. */
    private TaskAnswers answers(String method, String name) {
        ServedEnvironment<?, ?, ?> named = environments.stream()
                .filter(environment -> environment.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> HttpAnswer.withStatus(
                        StatusCodes.NOT_FOUND, ErrorCode.VALIDATION_ERROR, "unknown environment '" + name + "'"));
        EnvironmentProvider<?, ?, ?> provider = named.provider();
        return provider.tasks(context.config().environmentConfigs().of(named.name()))
                .map(source -> new TaskAnswers(named.name(), source))
                .orElseThrow(() -> unsupported(method));
    }

    private static OpenEnvException unsupported(String method) {
        return HttpAnswer.withStatus(
                StatusCodes.NOT_IMPLEMENTED,
                ErrorCode.EXECUTION_ERROR,
                method + " is not supported for this environment");
    }

    private void send(HttpServerExchange exchange, Asked asked) {
        try {
            if (!answering.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new OpenEnvException(ErrorCode.CAPACITY_REACHED, "Too many ask for tasks; try again.");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new OpenEnvException(ErrorCode.SESSION_ERROR, "The server is stopping.", stopping);
        }
        try {
            HttpAnswer.large(exchange, context, StatusCodes.OK, TaskAnswers.text(asked));
        } finally {
            answering.release();
        }
    }
}
