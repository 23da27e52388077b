package org.openenv.core.server.kit;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openenv.core.conformance.Conformance;
import org.openenv.core.conformance.Report;
import org.openenv.core.conformance.check.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code validate}: puts a running server, or the environments of a jar, to the checks. */
@Command(
        name = "validate",
        header = "Puts an OpenEnv server of any make, or each environment of a jar, to a table of checks.",
        description = {
            "",
            "Ends with 0 if none failed, 1 if one did, 2 for a mistake in the options, no environment to be found,",
            "or an action that must be given (--action), 3 if the checks themselves broke.",
            ""
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        usageHelpWidth = 100)
public final class ValidateCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int BROKEN = 3;

    @Parameters(
            paramLabel = "URL|JAR",
            description =
                    "a server, such as http://localhost:8000, or a jar whose META-INF/services names environments")
    @SuppressWarnings("NullAway.Init")
    private String target;

    @Option(
            names = "--action",
            paramLabel = "JSON",
            description = "an action that the environment takes and that does not end an episode;"
                    + " without it, one is made from the schema")
    private @Nullable String action;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "runtime",
            description =
                    "how far to go: static (what the server says of itself), runtime (episodes and sessions, too),"
                            + " semantic (the same episode twice, to the letter, too)")
    private String level = "runtime";

    @Option(
            names = "--header",
            paramLabel = "NAME:VALUE",
            description = "a header to send with each request, such as 'Authorization: Bearer …'; may be repeated")
    private List<String> headers = List.of();

    @Option(
            names = "--answer-timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "how long an answer may take")
    private int seconds;

    @Option(
            names = "--strict",
            description = "ask for what this project promises beyond the protocol, too; always on for a jar")
    private boolean strict;

    @Option(names = "--json", description = "print a JSON array with a report for each environment")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** For picocli. */
    public ValidateCommand() {}

    @Override
    public Integer call() {
        List<Report> reports;
        try {
            reports = reports();
        } catch (ParameterException mistake) {
            throw mistake;
        } catch (RuntimeException broken) {
            spec.commandLine().getErr().println("validate: the checks broke: " + broken);
            return BROKEN;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                json
                        ? reports.stream().map(Report::toJson).collect(Collectors.joining(",\n", "[", "]"))
                        : reports.stream().map(Report::toText).collect(Collectors.joining("\n\n")));
        out.flush();
        if (!reports.stream().allMatch(Report::passed)) {
            return FAILED;
        }
        return reports.stream().anyMatch(Report::needsAction) ? ExitCode.USAGE : ExitCode.OK;
    }

    private List<Report> reports() {
        try {
            Optional<Path> jar = ValidationTarget.jar(target);
            return jar.isPresent()
                    ? ServedJar.validate(jar.get(), uri -> checks(uri, true))
                    : List.of(checks(ValidationTarget.server(target), strict).run());
        } catch (IllegalArgumentException senseless) {
            throw new ParameterException(spec.commandLine(), String.valueOf(senseless.getMessage()));
        }
    }

    private Conformance checks(URI uri, boolean asStrict) {
        if (seconds < 1) {
            throw new IllegalArgumentException("--answer-timeout must be at least 1, was " + seconds);
        }
        return new Conformance(uri, action, headersByName(), Duration.ofSeconds(seconds), asStrict, level());
    }

    private Level level() {
        try {
            return Level.valueOf(level.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("--level is static, runtime or semantic, was '" + level + "'", unknown);
        }
    }

    private Map<String, String> headersByName() {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("a header looks like NAME:VALUE, was '" + header + "'");
            }
            byName.put(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 1).strip());
        }
        return byName;
    }
}
