package org.openenv.coding.server.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server started for the benchmark: this jar in a process of its own, which ends when it is closed. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("http://[^\\s,]+:\\d+");
    private static final int STOP_SECONDS = 20;

    private final Process process;
    private final Path log;
    private final Target target;

    private ServerProcess(Process process, Path log, Target target) {
        this.process = process;
        this.log = log;
        this.target = target;
    }

    /**
     * Starts a server and waits until it has printed where it is.
     *
     * @param name what the report calls it
     * @throws IOException if it ends without an address; its log is in the message
     */
    static ServerProcess start(String name, String main, List<String> args, List<String> javaOptions)
            throws IOException {
        Path log = Files.createTempFile("bench-" + name, ".log");
        Process process = launch(main, args, javaOptions, log);
        try {
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Matcher address = ADDRESS.matcher(line);
                if (address.find()) {
                    drain(out);
                    Target found = Target.at(name, address.group(), List.of());
                    return new ServerProcess(
                            process, log, new Target(name, found.base(), List.of(), OptionalLong.of(process.pid())));
                }
            }
            throw new IOException("the " + name + " server ended before it served: " + Files.readString(log));
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            Files.deleteIfExists(log);
            throw e;
        }
    }

    /** Starts a program of this class path with this Java, its log in a file. */
    static Process launch(String main, List<String> args, List<String> javaOptions, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(args);
        return new ProcessBuilder(command).redirectError(log.toFile()).start();
    }

    private static void drain(BufferedReader out) {
        Thread reader = new Thread(() -> read(out), "server-output");
        reader.setDaemon(true);
        reader.start();
    }

    private static void read(BufferedReader out) {
        try {
            out.transferTo(Writer.nullWriter());
        } catch (IOException closed) {
            // the server has ended
        }
    }

    Target target() {
        return target;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
