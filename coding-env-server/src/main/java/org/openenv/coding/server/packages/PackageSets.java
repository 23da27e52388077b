package org.openenv.coding.server.packages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExecutionLimits;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.ProgramOption;
import org.openenv.coding.server.python.PythonExecutor;
import org.openenv.coding.server.python.PythonInterpreter;
import org.openenv.core.ErrorCode;
import org.openenv.core.OpenEnvException;

/**
 * Sets of packages, each installed once from a folder of wheels: by pip, without a network, in an episode's process of its own.
 * What comes of it lies in a folder under a hash until this is closed, and is shown to episodes read-only. Safe for use by several
 * threads.
 */
public final class PackageSets implements AutoCloseable {

    /** Where programs see the wheels and the sets. */
    public static final String WHEELS = "/packages/wheels";

    /** Where programs see the sets, each under its hash. */
    public static final String SETS = "/packages/sets";

    private static final int MOST = 64;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String TARGET = "set";
    private static final String METADATA = ".dist-info";

    /**
     * A set that is there.
     *
     * @param place where programs see it
     * @param distributions name and version of each that it has, in order
     */
    public record Installed(String place, List<String> distributions) {}

    private final Wheels wheels;
    private final Path folder;
    private final String installer;
    private final Map<String, CompletableFuture<Installed>> sets = new ConcurrentHashMap<>();

    private PackageSets(Wheels wheels, Path folder, String installer) {
        this.wheels = wheels;
        this.folder = folder;
        this.installer = installer;
    }

    /**
     * Begins with no set.
     *
     * @param wheels a folder of wheels
     * @return the sets; the caller closes it
     * @throws IllegalArgumentException if there is no such folder
     */
    public static PackageSets of(Path wheels) {
        if (!Files.isDirectory(wheels)) {
            throw new IllegalArgumentException("--packages: there is no folder " + wheels);
        }
        try (InputStream text = PackageSets.class.getResourceAsStream("install.py")) {
            if (text == null) {
                throw new IllegalStateException("install.py is missing from the jar");
            }
            Path folder = Files.createTempDirectory("openenv-packages-");
            open(folder);
            return new PackageSets(
                    new Wheels(wheels.toAbsolutePath()),
                    folder,
                    new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the folder of this machine that has the sets. */
    public Path folder() {
        return folder;
    }

    /** Returns the folder of this machine that has the wheels. */
    public Path wheels() {
        return wheels.folder();
    }

    /**
     * Returns a set, installed now if nobody has asked for it before; who asks meanwhile waits.
     *
     * @param wanted what is to be in it
     * @param executor in whose processes it is installed
     * @param limits what installing may use
     * @return the set
     * @throws org.openenv.core.OpenEnvException with {@code VALIDATION_ERROR} and the reason if it can't be had
     */
    public Installed get(Requirements wanted, PythonExecutor executor, ExecutionLimits limits) {
        String hash = hash(wanted, executor.python());
        while (true) {
            CompletableFuture<Installed> mine = new CompletableFuture<>();
            CompletableFuture<Installed> others = sets.putIfAbsent(hash, mine);
            if (others == null) {
                return installed(mine, hash, wanted, executor, limits);
            }
            Installed set = ofOthers(others);
            if (set != null) {
                return set;
            }
        }
    }

    private Installed installed(
            CompletableFuture<Installed> mine,
            String hash,
            Requirements wanted,
            PythonExecutor executor,
            ExecutionLimits limits) {
        try {
            if (sets.size() > MOST) {
                throw Requirements.refusal(MOST + " different sets are installed here already, which is the most");
            }
            Installed set = install(hash, wanted, executor, limits);
            mine.complete(set);
            return set;
        } catch (OpenEnvException failure) {
            if (!Thread.currentThread().isInterrupted()) { // else it failed by this client's own end
                mine.completeExceptionally(failure);
            }
            throw failure;
        } catch (IOException failure) {
            throw Requirements.refusal("they can't be installed: " + failure);
        } finally {
            if (mine.isCompletedExceptionally() || !mine.isDone()) {
                sets.remove(hash);
                mine.cancel(false);
            }
        }
    }

    /** Waits for who installs it; {@code null} if that one failed for a reason of its own. */
    private static @Nullable Installed ofOthers(CompletableFuture<Installed> others) {
        try {
            return others.get();
        } catch (CancellationException left) {
            return null;
        } catch (ExecutionException failed) {
            throw (OpenEnvException) failed.getCause();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new OpenEnvException(ErrorCode.INTERRUPTED, "interrupted while its packages were installed");
        }
    }

    private String hash(Requirements wanted, String python) {
        try {
            String all = python + "\n" + String.join("\n", wanted.lines()) + "\n" + wheels.state();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (IOException gone) {
            throw Requirements.refusal("the folder of wheels can't be read: " + gone.getMessage());
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    private Installed install(String hash, Requirements wanted, PythonExecutor executor, ExecutionLimits limits)
            throws IOException {
        for (String line : wanted.lines()) { // what pip would say in seconds
            if (wheels.of(Requirements.nameOf(line)).isEmpty()) {
                throw Requirements.refusal(line + " can't be had: there is no wheel of it");
            }
        }
        String place = SETS + "/" + hash;
        String stdin = place + "\n" + String.join("\n", wanted.lines());
        Path fresh = Files.createTempDirectory(folder, "new-");
        try (PythonInterpreter python = executor.open(null, limits)) {
            CodeExecResult ran =
                    python.run(new Program(installer, stdin, true, Set.of(ProgramOption.KEEPS_FILES)), LONGEST);
            if (ran.cause() != ExitCause.EXITED || ran.exitCode() != 0) {
                throw PipFailure.of(ran, wheels, executor.python());
            }
            python.workspace().download(TARGET, fresh.resolve(TARGET));
            Path set = folder.resolve(hash);
            Files.move(fresh.resolve(TARGET), set, StandardCopyOption.ATOMIC_MOVE);
            open(set);
            return new Installed(place, distributions(set));
        } finally {
            delete(fresh);
        }
    }

    private static List<String> distributions(Path set) throws IOException {
        try (Stream<Path> files = Files.list(set)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(METADATA))
                    .map(name ->
                            name.substring(0, name.length() - METADATA.length()).replaceFirst("-", " "))
                    .sorted()
                    .toList();
        }
    }

    /** Episodes have other user ids. */
    private static void open(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void delete(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the sets. */
    @Override
    public void close() {
        if (Files.exists(folder)) {
            delete(folder);
        }
    }
}
