package org.openenv.core.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what an operator sees of the server; picocli fills the fields. */
@SuppressWarnings("NullAway.Init")
final class WatchOptions {

    /** How the log is written. */
    enum LogFormat {
        /** A line of text an event. */
        TEXT,
        /** A line of JSON an event. */
        JSON
    }

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json; the log goes to stderr")
    LogFormat logFormat;

    @Option(names = "--log-steps", description = "log every reset and step, too")
    boolean logSteps;

    @Option(
            names = {"--log-actions", "--log-code"},
            description = "log every step with its action, such as the code of a program")
    boolean logActions;

    @Option(
            names = "--trajectories",
            paramLabel = "DIR",
            description = "record every episode as a file of JSON lines in this folder")
    @Nullable
    Path trajectories;

    @Option(
            names = "--trajectories-max-size",
            paramLabel = "SIZE",
            defaultValue = "1G",
            converter = SizeConverter.class,
            description = "how much that folder may hold; further lines are dropped and counted")
    long trajectoriesMaxSize;

    @Option(
            names = "--trajectories-rotate",
            description = "when that folder is full, delete the oldest episodes instead of dropping new lines")
    boolean trajectoriesRotate;
}
