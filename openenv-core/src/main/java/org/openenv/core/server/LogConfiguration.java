package org.openenv.core.server;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses how a server logs, before the first logger is made and so before the options are read: a look at the arguments for
 * the one that decides it. A configuration that the operator sets by system property wins, and so does one that the program
 * brings as {@code logback.xml} unless a format is asked for.
 */
final class LogConfiguration {

    private static final String FOLDER = "org/openenv/core/server/";
    private static final String OPTION = "--log-format";

    private LogConfiguration() {}

    static void choose(Map<String, String> environment, String... args) {
        Optional<String> format = format(environment, args);
        if (format.isEmpty() && bringsItsOwn()) {
            return;
        }
        String file = format.orElse("text").equalsIgnoreCase("json") ? "logback-json.xml" : "logback-server.xml";
        System.getProperties().putIfAbsent("logback.configurationFile", FOLDER + file);
    }

    private static boolean bringsItsOwn() {
        return List.of("logback-test.xml", "logback.xml").stream()
                .anyMatch(name -> LogConfiguration.class.getClassLoader().getResource(name) != null);
    }

    private static Optional<String> format(Map<String, String> environment, String... args) {
        int option = Arrays.asList(args).indexOf(OPTION);
        if (option >= 0 && option + 1 < args.length) {
            return Optional.of(args[option + 1]);
        }
        return Arrays.stream(args)
                .filter(arg -> arg.startsWith(OPTION + "="))
                .map(arg -> arg.substring(OPTION.length() + 1))
                .findFirst()
                .or(() -> Optional.ofNullable(environment.get("OPENENV_LOG_FORMAT"))
                        .filter(text -> !text.isBlank()));
    }
}
