package org.openenv.coding.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.server.python.worker.WorkerConfig;
import org.openenv.coding.server.python.worker.WorkerExecutor;
import org.openenv.core.OutputChunk;
import org.openenv.core.ResetOptions;
import org.openenv.core.StepInput;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that runs a file as a step is run, without a server; picocli fills the fields. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 100,
        header = "Runs a program as a step of an episode is run: in the same sandbox, with the same limits.",
        description = {
            "",
            "The server's own options stand before the command: java -jar SERVER.jar [OPTION]... run FILE;",
            "--step-timeout 1h leaves time for a conversation.",
            ""
        },
        exitCodeListHeading = "%nExit codes%n",
        exitCodeList = {"2:there is no such file", "124:the time was up", "n:otherwise the program's own"})
@SuppressWarnings("NullAway.Init")
final class RunCommand implements Callable<Integer> {

    private static final int PART = 8192;

    @Parameters(paramLabel = "FILE", description = "the program; - reads it from stdin")
    private String file;

    @Option(
            names = "--stream",
            description = "show output as it comes, and pass stdin on to the program; without it, its stdin is empty")
    private boolean stream;

    @Spec
    private CommandSpec spec;

    private final CodingOptions options;
    private final InputStream in;

    /**
     * Makes the command.
     *
     * @param options those that stand before it
     * @param in what is passed on
     */
    RunCommand(CodingOptions options, InputStream in) {
        this.options = options;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        CodeAction program = new CodeAction(program());
        WorkerConfig config = options.config().worker().withPool(1);
        try (var executor = WorkerExecutor.start(config);
                var env = new CodingEnvironment(executor, config.limits())) {
            env.reset(ResetOptions.none().withExtra("as_script", true));
            StepResult<CodeObservation> result = stream ? streamed(env, program) : env.step(program);
            CodeObservation observation = result.observation();
            if (!stream) {
                tell(new OutputChunk("stdout", observation.stdout(), 0));
                tell(new OutputChunk("stderr", observation.stderr(), 0));
            }
            return observation.exitCode();
        }
    }

    private StepResult<CodeObservation> streamed(CodingEnvironment env, CodeAction program) {
        StepOptions step = StepOptions.none().withOutput(this::tell);
        if (file.equals("-")) { // stdin was the program
            return env.step(program, step);
        }
        StepInput input = new StepInput();
        Thread reader = new Thread(() -> passOn(input), "stdin");
        reader.setDaemon(true); // it may wait for a terminal for ever
        reader.start();
        return env.step(program, step.withInput(input));
    }

    private void passOn(StepInput input) {
        try {
            Reader text = new InputStreamReader(in, StandardCharsets.UTF_8);
            char[] part = new char[PART];
            for (int read = text.read(part); read >= 0; read = text.read(part)) {
                input.send(new String(part, 0, read)).join();
            }
            input.end().join();
        } catch (IOException | CompletionException over) { // the program has ended, or stdin can't be read
            var unused = input.end();
        }
    }

    private void tell(OutputChunk chunk) {
        PrintWriter to = chunk.stream().equals("stdout")
                ? spec.commandLine().getOut()
                : spec.commandLine().getErr();
        to.print(chunk.text());
        to.flush();
    }

    private String program() throws IOException {
        if (file.equals("-")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw new ParameterException(spec.commandLine(), file + " can't be run: there is no such file");
        }
        try {
            return Files.readString(path);
        } catch (CharacterCodingException other) {
            throw new ParameterException(spec.commandLine(), file + " can't be run: it is not UTF-8", other);
        }
    }
}
