package org.openenv.core.server.kit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code init}: writes a Maven project with an environment that builds, passes its tests and serves. */
@Command(
        name = "init",
        header = "Writes a Maven project with an environment of your own to start from.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        usageHelpWidth = 100)
public final class InitCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FOLDER",
            description = "the folder to write, such as my-env; its last part names the project")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(
            names = "--package",
            paramLabel = "NAME",
            description = "the Java package; without it, com.example and the project's name")
    private @Nullable String packageName;

    @Option(
            names = "--openenv-version",
            paramLabel = "VERSION",
            description = "the version of openenv-core to build with; without it, the one of this jar")
    private @Nullable String version;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** For picocli. */
    public InitCommand() {}

    @Override
    public Integer call() throws IOException {
        NewProject project = project();
        try {
            project.write();
        } catch (IllegalStateException occupied) {
            throw new ParameterException(spec.commandLine(), String.valueOf(occupied.getMessage()));
        }
        spec.commandLine().getOut().println(project.nextSteps());
        return 0;
    }

    private NewProject project() throws IOException {
        try {
            return NewProject.of(folder, packageName, version());
        } catch (IllegalArgumentException senseless) {
            throw new ParameterException(spec.commandLine(), String.valueOf(senseless.getMessage()));
        }
    }

    private String version() throws IOException {
        return version != null
                ? version
                : CoreVersion.find()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "this program does not know the version of its openenv-core, since it is not run from"
                                        + " a jar; give --openenv-version"));
    }
}
