package org.openenv.core.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.openenv.core.client.ClientConfig;
import org.openenv.core.client.EnvClient;
import org.openenv.core.server.log.Printable;
import org.openenv.core.server.replay.Difference;
import org.openenv.core.server.replay.Recording;
import org.openenv.core.server.replay.Replay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an episode that {@code --trajectories} recorded once more, on a server of its own, and says where it differs. */
@Command(
        name = "replay",
        header = "Runs a recorded episode again and compares each answer.",
        description = {
            "",
            "The server's own options stand before the command: java -jar SERVER.jar [OPTION]... replay FILE",
            "Ends with 0 if every answer was the same, 1 if one differed, 2 for a file that is no recording.",
            ""
        },
        mixinStandardHelpOptions = true,
        usageHelpWidth = 100)
final class ReplayCommand implements Callable<Integer> {

    private static final int DIFFERS = 1;
    private static final int MOST_TOLD = 20;

    /** What is never the same twice. */
    private static final Set<String> NEVER_THE_SAME = Set.of("metadata.usage");

    private final ServeCommand serve;

    @Parameters(paramLabel = "FILE", description = "a file that --trajectories wrote")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--ignore",
            paramLabel = "PATH",
            description = "what may differ, such as metadata.results or observation.stdout; may be repeated")
    private List<String> ignored = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ReplayCommand(ServeCommand serve) {
        this.serve = serve;
    }

    @Override
    public Integer call() {
        Recording recording = recording();
        Set<String> free = new HashSet<>(NEVER_THE_SAME);
        free.addAll(ignored);
        String token = McpCommand.token();
        int differing = 0;
        try (RunningServer server = serve.start(config -> McpCommand.forOne(config, token));
                var client = EnvClient.generic(
                        server.uri() + "/envs/" + recording.environment(),
                        ClientConfig.defaults().withToken(token))) {
            var replay = new Replay(client, free);
            for (Recording.Line line : recording.lines()) {
                differing += tell(line, replay.again(line));
            }
        }
        int all = recording.lines().size();
        out().println(
                        differing == 0
                                ? "all " + all + " answers are the same"
                                : differing + " of " + all + " answers differ");
        out().flush();
        return differing == 0 ? 0 : DIFFERS;
    }

    private Recording recording() {
        if (!Files.exists(file)) {
            throw new ParameterException(spec.commandLine(), file + " can't be replayed: there is no such file");
        }
        try {
            return Recording.read(file);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new ParameterException(
                    spec.commandLine(),
                    file + " can't be replayed: " + Printable.line(String.valueOf(unreadable.getMessage())),
                    unreadable);
        }
    }

    private int tell(Recording.Line line, List<Difference> differences) {
        for (Difference difference : differences.subList(0, Math.min(differences.size(), MOST_TOLD))) {
            out().println(Printable.line("line " + line.number() + (line.isReset() ? " (reset)" : " (step)") + ": "
                    + difference.path() + " was " + difference.recorded() + " and is " + difference.seen()));
        }
        if (differences.size() > MOST_TOLD) {
            out().println("line " + line.number() + ": and " + (differences.size() - MOST_TOLD) + " more");
        }
        return differences.isEmpty() ? 0 : 1;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
