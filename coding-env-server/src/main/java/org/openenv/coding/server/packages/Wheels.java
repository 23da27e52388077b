package org.openenv.coding.server.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The folder of wheels that an operator has: looked at anew each time, for wheels may be added while the server runs. */
record Wheels(Path folder) {

    private static final String SUFFIX = ".whl";

    /** What stands for the folder's content: who changes a wheel has it installed anew. */
    String state() throws IOException {
        StringBuilder state = new StringBuilder();
        for (Path wheel : list()) {
            state.append(wheel.getFileName())
                    .append(' ')
                    .append(Files.size(wheel))
                    .append(' ')
                    .append(Files.getLastModifiedTime(wheel).toMillis())
                    .append('\n');
        }
        return state.toString();
    }

    /** The names of the wheels of a distribution, whatever its name is written like. */
    List<String> of(String name) throws IOException {
        String wanted = normal(name);
        return list().stream()
                .map(wheel -> wheel.getFileName().toString())
                .filter(file -> normal(file.split("-", 2)[0]).equals(wanted))
                .toList();
    }

    static String normal(String name) {
        return name.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
    }

    private List<Path> list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }
}
