package org.openenv.coding.server.python.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Python program among the test resources. Comments in it say how to run it: {@code # name: value} is a directive,
 * {@code # --- next step ---} starts another step, {@code # --- reference ---} a script that must give what the steps give,
 * where that is not simply the text of the file.
 */
record ProgramFile(String name, String text) {

    private static final Pattern NEXT_STEP = Pattern.compile("(?m)^# --- next step ---\\R");
    private static final Pattern REFERENCE = Pattern.compile("(?m)^# --- reference ---\\R");

    /** Returns the programs of a folder, by name. */
    static List<ProgramFile> in(String folder) {
        try (Stream<Path> files = Files.list(resource(folder))) {
            return files.filter(file -> file.toString().endsWith(".py"))
                    .sorted()
                    .map(ProgramFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path resource(String path) {
        try {
            var url = Objects.requireNonNull(ProgramFile.class.getResource("/" + path), path);
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the text of a resource. */
    static String text(String path) {
        try {
            return Files.readString(resource(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a program that stands in for Python. */
    static Path executable(String path) {
        var file = resource(path);
        if (!file.toFile().canExecute() && !file.toFile().setExecutable(true, false)) {
            throw new IllegalStateException(file + " can't be made executable");
        }
        return file;
    }

    private static ProgramFile read(Path file) {
        try {
            return new ProgramFile(file.getFileName().toString().replace(".py", ""), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the values of a directive, in order. */
    List<String> directives(String key) {
        return Pattern.compile("(?m)^# " + key + ": (.*)$")
                .matcher(text)
                .results()
                .map(found -> found.group(1).strip())
                .toList();
    }

    /** Returns the value of a directive that stands there at most once. */
    String directive(String key, String otherwise) {
        return directives(key).stream().findFirst().orElse(otherwise);
    }

    /** Returns the texts to run one after another in one interpreter. */
    List<String> steps() {
        return List.of(NEXT_STEP.split(REFERENCE.split(text, 2)[0], -1));
    }

    /** Returns how many lines of the file stand before a step, counted from 1. */
    int linesBefore(int step) {
        var delimiters = NEXT_STEP.matcher(text).results().toList();
        int start = step < 2 ? 0 : delimiters.get(step - 2).end();
        return (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
    }

    /** Returns the script whose output the steps must give. */
    String reference() {
        var parts = REFERENCE.split(text, 2);
        return parts[parts.length - 1];
    }
}
