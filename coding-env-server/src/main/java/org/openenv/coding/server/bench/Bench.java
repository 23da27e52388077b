package org.openenv.coding.server.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run: starts what is compared, measures it side by side, number of clients by number of clients, so that what else
 * the machine does falls on all of them alike.
 */
final class Bench implements AutoCloseable {

    /** The server's program; named, not imported, since the server's command line imports this package. */
    static final String SERVER = "org.openenv.coding.server.CodingEnvServer";

    /** The subject that {@code --against} names. */
    static final String OTHER = "other";

    private static final int OK = 200;
    private static final Map<String, Scenario> SCENARIOS =
            Stream.of(Scenario.values()).collect(Collectors.toMap(Scenario::label, Function.identity()));

    private final Settings settings;
    private final Progress progress;
    private final Results results = new Results();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Target ceiling;
    private final Target server;
    private final @Nullable Target other;
    private @Nullable Target echo;
    private @Nullable References references;

    Bench(Settings settings, Progress progress) throws IOException {
        this.settings = settings;
        this.progress = progress;
        try {
            String address = settings.address();
            Target foreign = address == null ? null : answering(Target.at("server", address, settings.headers()));
            String against = settings.against();
            other = against == null ? null : answering(Target.at(OTHER, against, settings.headers()));
            ceiling = start("ceiling", CeilingServer.class.getName(), List.of());
            server = foreign == null ? ownServer() : foreign;
            if (settings.references()) {
                echo = start("echo", EchoServer.class.getName(), List.of(String.valueOf(places())));
                references = keep(new References());
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Asks a server for its health, before anything is measured in vain. */
    private static Target answering(Target target) throws IOException {
        try (HttpClient http = new HttpClient(target)) {
            int status = http.ask(http.request("GET", "/health"));
            if (status != OK) {
                throw new IOException(target.base() + "/health answered " + status + "; is an OpenEnv server there?");
            }
            return target;
        } catch (UnknownHostException unknown) {
            throw new IOException("no such host: " + target.base(), unknown);
        } catch (ConnectException refused) {
            throw new IOException("nothing answers at " + target.base() + ": " + refused.getMessage(), refused);
        }
    }

    private Target ownServer() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--port", "0", "--max-sessions", String.valueOf(places())));
        arguments.addAll(settings.serverArguments());
        return start("server", SERVER, arguments);
    }

    /** Sessions that have just been closed may still hold a place while the next ones open. */
    private int places() {
        return 2 * settings.mostSessions() + 16;
    }

    private Target start(String name, String main, List<String> arguments) throws IOException {
        return keep(ServerProcess.start(name, main, arguments, settings.javaOptions()))
                .target();
    }

    private <T extends AutoCloseable> T keep(T resource) {
        opened.add(0, resource);
        return resource;
    }

    /** Measures everything the settings name, and returns what was found. */
    Results run() throws IOException, InterruptedException {
        for (String name : settings.scenarios()) {
            Scenario scenario = SCENARIOS.get(name);
            if (scenario != null) {
                measure(scenario);
            } else {
                Experiment.named(name).run(this);
            }
        }
        return results;
    }

    private void measure(Scenario scenario) throws InterruptedException {
        for (int clients : settings.sessions()) {
            Load load = settings.load(clients);
            measure(ceiling, scenario, load);
            if (echo != null) {
                measure(echo, scenario, load);
            }
            if (references != null) {
                measure(references, scenario, load);
            }
            for (int round = 0; round < settings.rounds(); round++) {
                measureByTurns(scenario, load, round);
            }
        }
    }

    /** Who goes first changes with the round: what one leaves behind is the other's burden as often. */
    private void measureByTurns(Scenario scenario, Load load, int round) throws InterruptedException {
        if (other == null) {
            measure(server, scenario, load);
        } else if (round % 2 == 0) {
            measure(server, scenario, load);
            measure(other, scenario, load);
        } else {
            measure(other, scenario, load);
            measure(server, scenario, load);
        }
    }

    private void measure(References reference, Scenario scenario, Load load) throws InterruptedException {
        if (scenario == Scenario.STEP) {
            measure("worker", "step", load, client -> reference.exchange(settings.code()));
            if (load.sessions() == 1 && load.rate() == 0) {
                measure("python", "step", load, client -> reference.process(settings.code()));
            }
        } else if (scenario == Scenario.RESET || scenario == Scenario.EPISODE) {
            measure("fork", scenario.label(), load, client -> reference.fork());
        }
    }

    /** Puts a load to a server. */
    Measurement measure(Target target, Scenario scenario, Load load) throws InterruptedException {
        return measure(target, scenario.label(), load, client -> scenario.open(target, settings.action(), client));
    }

    /** Puts a load of any kind to a server. */
    Measurement measure(Target target, String label, Load load, Operation.Factory factory) throws InterruptedException {
        return record(new LoadLoop(target.name(), label, target.pid(), progress).run(load, factory));
    }

    /** Puts a load to something that is no server. */
    Measurement measure(String subject, String label, Load load, Operation.Factory factory)
            throws InterruptedException {
        return record(new LoadLoop(subject, label, OptionalLong.empty(), progress).run(load, factory));
    }

    private Measurement record(Measurement measurement) {
        results.add(measurement);
        return measurement;
    }

    Settings settings() {
        return settings;
    }

    Progress progress() {
        return progress;
    }

    Results results() {
        return results;
    }

    Target server() {
        return server;
    }

    Target ceiling() {
        return ceiling;
    }

    /** The references; {@code null} where the run has none. */
    @Nullable
    References references() {
        return references;
    }

    @Nullable
    Target echo() {
        return echo;
    }

    @Override
    public void close() {
        for (AutoCloseable resource : opened) {
            try {
                resource.close();
            } catch (Exception e) {
                progress.say("closing " + resource + " failed: " + e);
            }
        }
        opened.clear();
    }
}
