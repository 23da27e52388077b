package org.openenv.coding.server;

import java.util.Arrays;
import java.util.Map;

/**
 * Chooses how the runnable jar logs, before the first logger is made and so before the options are read: a look at the
 * arguments for the one that decides it. A configuration that the operator sets by system property wins.
 */
final class LogConfiguration {

    private static final String FOLDER = "org/openenv/coding/server/";
    private static final String OPTION = "--log-format";

    private LogConfiguration() {}

    static void choose(Map<String, String> environment, String... args) {
        String file = json(environment, args) ? "logback-json.xml" : "logback-server.xml";
        System.getProperties().putIfAbsent("logback.configurationFile", FOLDER + file);
    }

    private static boolean json(Map<String, String> environment, String... args) {
        int option = Arrays.asList(args).indexOf(OPTION);
        if (option >= 0 && option + 1 < args.length) {
            return args[option + 1].equalsIgnoreCase("json");
        }
        return Arrays.stream(args)
                .filter(arg -> arg.startsWith(OPTION + "="))
                .map(arg -> arg.substring(OPTION.length() + 1))
                .findFirst()
                .orElse(environment.getOrDefault("OPENENV_LOG_FORMAT", "text"))
                .equalsIgnoreCase("json");
    }
}
