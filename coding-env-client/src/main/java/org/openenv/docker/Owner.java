package org.openenv.docker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The process that answers for a container, as the container's labels name it: which process in which world of process
 * numbers, and since when. Only a process of that world can know whether it is still there.
 *
 * @param world the machine, its boot and its process namespace
 * @param pid the process
 * @param since when the process started
 */
record Owner(String world, long pid, Instant since) {

    /** The label that all containers and services of this library have. */
    static final String WORLD = "org.openenv.owner.world";

    private static final String PID = "org.openenv.owner.pid";
    private static final String SINCE = "org.openenv.owner.since";
    private static final String STARTED = "org.openenv.started";

    /** The kernel tells a process's start in ticks of a hundredth of a second, counted from a boot it knows roughly. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    /** Returns this process. */
    static Owner self() {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(thisWorld(), self.pid(), startOf(self));
    }

    /** Returns the labels of a container that is started now. */
    Map<String, String> labels() {
        return Map.of(
                WORLD, world,
                PID, Long.toString(pid),
                SINCE, since.toString(),
                STARTED, Instant.now().toString());
    }

    /** Returns who a container's labels name, if they do. */
    static Optional<Owner> of(Map<String, String> labels) {
        try {
            return labels.keySet().containsAll(List.of(WORLD, PID, SINCE))
                    ? Optional.of(new Owner(
                            String.valueOf(labels.get(WORLD)),
                            Long.parseLong(String.valueOf(labels.get(PID))),
                            Instant.parse(String.valueOf(labels.get(SINCE)))))
                    : Optional.empty();
        } catch (NumberFormatException | DateTimeParseException notOurs) {
            return Optional.empty();
        }
    }

    /** Returns whether it is known to be gone: not when it lives in a world that can't be seen from here. */
    boolean isGone() {
        return world.equals(thisWorld())
                && ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .filter(other ->
                                Duration.between(startOf(other), since).abs().compareTo(SAME_START) < 0)
                        .isEmpty();
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static String thisWorld() {
        return hostName() + "/" + read("/proc/sys/kernel/random/boot_id") + "/" + link("/proc/self/ns/pid");
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException notThisKernel) {
            return "-";
        }
    }

    private static String link(String file) {
        try {
            return Files.readSymbolicLink(Path.of(file)).toString();
        } catch (IOException notThisKernel) {
            return "-";
        }
    }
}
